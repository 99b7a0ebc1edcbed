using System.Text.Json;
using AuthServer.Messaging;

namespace EndToEnd.Messaging;

public sealed class SmtpTests
{
    private const string Subject = "رمز الدخول إلى حسابك هو في هذه الرسالة، لا تشاركه مع أحد — Grüße 🐎";

    private static readonly EmailMessage Message = new("ann@example.com", Subject, "Ihr Code: 123456\n.\n..dots\nمرحبا\n", "<p>Your code: <strong>123456</strong> مرحبا</p>\n");

    [Theory]
    [InlineData("starttls", SmtpSecurity.StartTls)]
    [InlineData("implicit", SmtpSecurity.Implicit)]
    public async Task Message_arrives_encrypted_with_both_its_parts(string mode, SmtpSecurity security)
    {
        await using var server = await MailServer.StartAsync(mode);
        await SendAsync(server.Options(security));

        var mail = Only(await server.StopAsync(), "message");
        Assert.True(mail.GetProperty("secure").GetBoolean());
        Assert.Equal(Subject, mail.GetProperty("subject").GetString());
        Assert.Equal(Message.Text, mail.GetProperty("text").GetString());
        Assert.Equal(Message.Html, mail.GetProperty("html").GetString());
        Assert.Equal("Example Identität", mail.GetProperty("from").GetProperty("name").GetString());
        Assert.Equal("no-reply@id.example.com", mail.GetProperty("from").GetProperty("address").GetString());
        Assert.Equal(["ann@example.com"], Strings(mail, "to"));
        Assert.Equal($"<{Message.Id:N}@id.example.com>", mail.GetProperty("id").GetString());
        Assert.Equal("2027-01-15T12:00:00.000Z", mail.GetProperty("date").GetString());
    }

    [Fact]
    public async Task Mail_on_the_wire_is_short_lines_of_ASCII_and_asks_for_no_answer()
    {
        await using var server = await MailServer.StartAsync("starttls");
        await SendAsync(server.Options(SmtpSecurity.StartTls));

        var mail = Only(await server.StopAsync(), "message");
        Assert.Equal(["from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"], Strings(mail, "headers"));
        var lines = mail.GetProperty("raw").GetString()!.Split("\r\n");
        Assert.All(lines, line => Assert.True(line.Length <= 78 && line.All(c => c is >= ' ' and <= '~'), line));
        Assert.Contains("Auto-Submitted: auto-generated", lines);
    }

    [Theory]
    [InlineData("unknown@example.com", "550 to RCPT", true)]
    [InlineData("greylisted@example.com", "451 to RCPT", false)]
    [InlineData("big@example.com", "552 to the message", true)]
    public async Task Refusal_tells_its_code_and_whether_it_is_final_but_not_what_it_quotes(string to, string told, bool permanent)
    {
        await using var server = await MailServer.StartAsync("starttls");
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(server.Options(SmtpSecurity.StartTls), to));

        Assert.Equal("the mail server answered " + told, failure.Message);
        Assert.Equal(permanent, failure.Permanent);
        Assert.Null(failure.InnerException);
    }

    private static Task SendAsync(SmtpOptions options, string to = "ann@example.com") => new SmtpEmailSender(options, new StoppedClock()).SendAsync(Message with { To = to }, CancellationToken.None);

    private static JsonElement Only(IEnumerable<(string Name, JsonElement Details)> events, string name) => Assert.Single(events, e => e.Name == name).Details;

    private static IEnumerable<string?> Strings(JsonElement mail, string name) => mail.GetProperty(name).EnumerateArray().Select(item => item.GetString());

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2027, 1, 15, 13, 0, 0, TimeSpan.FromHours(1));
    }
}
