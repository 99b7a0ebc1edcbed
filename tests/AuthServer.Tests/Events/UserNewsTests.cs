using Microsoft.EntityFrameworkCore;

namespace AuthServer.Tests.Events;

/// <summary>What receivers hear of users.</summary>
public sealed class UserNewsTests
{
    private const string Type = "urn:authplatform:event:user-changed";

    [Theory]
    [InlineData("user_name", "'other'")]
    [InlineData("phone_number", "'+12025550199'")]
    [InlineData("phone_number_confirmed", "0")]
    [InlineData("user_type", "'provider'")]
    [InlineData("kyc_status", "'verified'")]
    [InlineData("kyc_level", "'full'")]
    [InlineData("disabled", "1")]
    [InlineData("authorization_version", "7")]
    public async Task However_a_user_is_changed_its_receiver_hears_of_it(string column, string value)
    {
        await using var receiver = await EventReceiver.StartAsync(keepsUsers: true);
        await using var host = AuthServerHost.With([new("Events:Receivers:0:Url", receiver.Url)]);
        await SeedsAsync(receiver);
        var statement = $"UPDATE users SET {column} = {value} WHERE normalized_user_name = 'alice'";
        await host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(statement));
        var told = (await receiver.NextAsync()).Payload["events"]![Type]!;
        Assert.Equal(2, (long)told["version"]!);
        var member = column switch { "user_name" => "username", "phone_number_confirmed" => "is_phone_verified", _ => column };
        Assert.Equal(value.Trim('\'') switch { "0" => "false", "1" => "true", var text => text }, told[member]!.ToString());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_deletion_is_told_without_who_it_was(string users)
    {
        await using var receiver = await EventReceiver.StartAsync(keepsUsers: true);
        await using var host = AuthServerHost.With([new("Events:Receivers:0:Url", receiver.Url), new("Events:Receivers:0:Users", users)]);
        for (var i = 0; i < 3; i++) await receiver.NextAsync();
        await host.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM users WHERE normalized_user_name = 'alice'"));
        var told = (await receiver.NextAsync()).Payload["events"]![Type]!;
        Assert.Equal((true, 2L), ((bool)told["disabled"]!, (long)told["authorization_version"]!));
        Assert.Equal((null, null), (told["username"], told["phone_number"]));
        Assert.Equal(users == "true", told["deleted"] is not null);
    }

    [Fact]
    public async Task A_receiver_of_others_hears_which_tokens_to_refuse_and_nothing_of_the_user()
    {
        await using var receiver = await EventReceiver.StartAsync(keepsUsers: true);
        await using var host = AuthServerHost.With([new("Events:Receivers:0:Url", receiver.Url), new("Events:Receivers:0:Users", "false")]);
        var told = (await receiver.NextAsync()).Payload["events"]![Type]!.AsObject();
        Assert.Equal(["authorization_version", "disabled", "expires_at"], told.Select(member => member.Key));
    }

    private static async Task SeedsAsync(EventReceiver receiver)
    {
        var seeds = new List<string>();
        for (var i = 0; i < 3; i++) seeds.Add((await receiver.NextAsync()).Payload["events"]![Type]!["username"]!.ToString());
        Assert.Equal(["admin", "alice", "bob"], seeds.Order());
    }
}
