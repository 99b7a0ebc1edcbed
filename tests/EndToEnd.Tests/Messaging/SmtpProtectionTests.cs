using AuthServer.Messaging;

namespace EndToEnd.Messaging;

/// <summary>Neither the account nor a message is told to anybody but the mail server that is meant.</summary>
public sealed class SmtpProtectionTests
{
    private static readonly EmailMessage Message = new("ann@example.com", "Hello", "text\n", "<p>html</p>\n");

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Account_is_named_inside_TLS_only(string login)
    {
        await using var server = await MailServer.StartAsync("starttls", login);
        await SendAsync(server.Options(SmtpSecurity.StartTls, MailServer.Password));

        var events = await server.StopAsync();
        var auth = Assert.Single(events, e => e.Name == "auth").Details;
        Assert.True(auth.GetProperty("secure").GetBoolean());
        Assert.Equal(login, auth.GetProperty("method").GetString());
        Assert.Single(events, e => e.Name == "message");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Wrong_password_is_a_clear_failure_that_does_not_tell_it(string login)
    {
        await using var server = await MailServer.StartAsync("starttls", login);
        var failure = await RefusedAsync(server.Options(SmtpSecurity.StartTls, "wrong-password"));

        Assert.Equal("the mail server answered 535 to AUTH", failure.Message);
        Assert.False(failure.Permanent);
        Assert.DoesNotContain(await server.StopAsync(), e => e.Name is "mail" or "message");
    }

    [Fact]
    public async Task Server_without_STARTTLS_gets_nothing()
    {
        await using var server = await MailServer.StartAsync("plain", "PLAIN");
        var failure = await RefusedAsync(server.Options(SmtpSecurity.StartTls, MailServer.Password));

        Assert.Contains("STARTTLS", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.Permanent);
        Assert.Equal(["connect"], (await server.StopAsync()).Select(e => e.Name));
    }

    [Fact]
    public async Task Relay_of_this_machine_may_be_plain_where_the_settings_say_so()
    {
        await using var server = await MailServer.StartAsync("plain", "PLAIN");
        await SendAsync(server.Options(SmtpSecurity.None, MailServer.Password));

        Assert.False(Assert.Single(await server.StopAsync(), e => e.Name == "message").Details.GetProperty("secure").GetBoolean());
    }

    [Fact]
    public async Task Answer_in_the_clear_is_not_taken_for_one_inside_TLS()
    {
        await using var server = await MailServer.StartAsync("injecting");
        var failure = await RefusedAsync(server.Options(SmtpSecurity.StartTls, MailServer.Password));

        Assert.Contains("not asked", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["EHLO", "STARTTLS"], (await server.StopAsync()).Select(e => e.Details.GetProperty("command").GetString()));
    }

    [Theory]
    [InlineData("starttls", SmtpSecurity.StartTls)]
    [InlineData("implicit", SmtpSecurity.Implicit)]
    public async Task Server_that_is_not_trusted_gets_nothing(string mode, SmtpSecurity security)
    {
        await using var server = await MailServer.StartAsync(mode, "PLAIN");
        await using var late = await MailServer.StartAsync(mode, "PLAIN", expired: true);
        var unknown = server.Options(security, MailServer.Password);
        unknown.CertificateAuthorityFile = "";
        var otherName = server.Options(security, MailServer.Password);
        otherName.Host = "127.0.0.1";

        foreach (var options in new[] { unknown, otherName, late.Options(security, MailServer.Password) })
        {
            var failure = await RefusedAsync(options);
            Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
            Assert.False(failure.Permanent);
        }
        Assert.DoesNotContain([.. await server.StopAsync(), .. await late.StopAsync()], e => e.Name is "auth" or "mail" or "message");
    }

    private static Task SendAsync(SmtpOptions options) => new SmtpEmailSender(options, TimeProvider.System).SendAsync(Message, CancellationToken.None);

    private static Task<DeliveryException> RefusedAsync(SmtpOptions options) => Assert.ThrowsAsync<DeliveryException>(() => SendAsync(options));
}
