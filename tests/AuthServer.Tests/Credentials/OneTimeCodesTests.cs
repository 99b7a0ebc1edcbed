using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Credentials;

public sealed class OneTimeCodesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly OneTimeCodes _codes = shared.Host.Services.GetRequiredService<OneTimeCodes>();
    private readonly Statements _statements = shared.Host.Services.GetRequiredService<Statements>();
    private readonly DevInbox _inbox = shared.Host.Services.GetRequiredService<DevInbox>();
    private readonly User _someone = new() { CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };

    private static Origin Nowhere { get; } = new(null, null, null, null, null);

    private Guid UserId => _someone.Id;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Phone => "+1202" + UserId.ToString("N")[^7..];

    [Fact]
    public async Task The_right_code_is_good_once()
    {
        var issued = await IssueAsync();
        Assert.Equal(Phone, (await RedeemAsync(issued.Code))?.Destination);
        Assert.Null(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_hundred_tries_at_once_get_five_comparisons()
    {
        var issued = await IssueAsync();
        var wrong = Enumerable.Range(0, 1_000_000).Select(n => n.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)).Where(c => c != issued.Code).Take(100);
        Assert.All(await Task.WhenAll(wrong.Select(code => Task.Run(() => RedeemAsync(code), Cancel))), Assert.Null);
        Assert.Null(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_hundred_uses_of_the_right_code_at_once_have_one_winner()
    {
        var issued = await IssueAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => RedeemAsync(issued.Code), Cancel)));
        Assert.Single(answers, a => a is not null);
    }

    [Fact]
    public async Task A_code_dies_after_five_wrong_tries_and_not_after_four()
    {
        var issued = await IssueAsync();
        for (var i = 0; i < 4; i++) Assert.Null(await RedeemAsync("x"));
        Assert.NotNull(await RedeemAsync(issued.Code));
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        issued = await IssueAsync();
        for (var i = 0; i < 5; i++) Assert.Null(await RedeemAsync("x"));
        Assert.Null(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var issued = await IssueAsync();
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await RedeemAsync(issued.Code));
        issued = await IssueAsync();
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_new_code_kills_the_old_one()
    {
        var old = await IssueAsync();
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var issued = await IssueAsync();
        if (old.Code != issued.Code) Assert.Null(await RedeemAsync(old.Code));
        Assert.Null((await _codes.TryAsync(CodePurpose.PhoneVerification, old.Id, old.Code, Nowhere, Cancel)).Right);
        Assert.NotNull(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_code_of_one_purpose_orUserId_is_wrong_for_every_other()
    {
        var issued = await IssueAsync();
        Assert.Null((await _codes.TryAsync(CodePurpose.NewDevice, issued.Id, issued.Code, Nowhere, Cancel)).Right);
        Assert.Null((await _codes.TryOfAsync(CodePurpose.EmailVerification, UserId, issued.Code, Nowhere, Cancel)).Right);
        Assert.Null((await _codes.TryOfAsync(CodePurpose.PhoneVerification, Guid.CreateVersion7(), issued.Code, Nowhere, Cancel)).Right);
        Assert.NotNull(await RedeemAsync(issued.Code));
    }

    [Fact]
    public async Task A_number_gets_one_message_a_minute_three_a_quarter_of_an_hour_and_six_a_day()
    {
        var start = shared.Host.Clock.GetUtcNow();
        async Task<TimeSpan?> SendAtAsync(TimeSpan at)
        {
            shared.Host.Clock.Advance(start + at - shared.Host.Clock.GetUtcNow());
            return (await SendAsync()).RetryAfter;
        }

        Assert.Null(await SendAtAsync(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(1), await SendAtAsync(TimeSpan.FromSeconds(59)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(60)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(120)));
        Assert.Equal(TimeSpan.FromSeconds(1), await SendAtAsync(TimeSpan.FromSeconds(899)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(900)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(2000)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(4000)));
        Assert.Equal(TimeSpan.FromSeconds(1), await SendAtAsync(TimeSpan.FromSeconds(86_399)));
        Assert.Null(await SendAtAsync(TimeSpan.FromSeconds(86_400)));
    }

    private async Task<(Guid Id, string Code)> IssueAsync()
    {
        var sent = SentCodes().Length;
        var issued = await SendAsync();
        Assert.Null(issued.RetryAfter);
        for (var deadline = Environment.TickCount64 + 10_000; Environment.TickCount64 < deadline && SentCodes().Length == sent;) await Task.Yield();
        return (issued.Id, SentCodes()[0]);
    }

    private string[] SentCodes() => [.. _inbox.Items.Where(i => i.To == Phone).Select(i => i.Code!)];

    private Task<IssuedCode> SendAsync() => _codes.SendAsync(CodePurpose.PhoneVerification, _someone, Phone, null, Nowhere, Cancel);

    private async Task<RightCode?> RedeemAsync(string code) => await UseAsync(await _codes.TryOfAsync(CodePurpose.PhoneVerification, UserId, code, Nowhere, Cancel));

    private async Task<RightCode?> UseAsync(CodeTry tried) => tried.Right is { } right && await _statements.WriteAsync(write => OneTimeCodes.UseAsync(write, right), Cancel) ? right : null;
}
