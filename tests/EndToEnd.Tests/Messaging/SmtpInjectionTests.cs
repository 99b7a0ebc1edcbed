using System.Text.Json;
using AuthServer.Messaging;
using EndToEnd.Running;

namespace EndToEnd.Messaging;

/// <summary>What a message holds never becomes a header or a command, and a server that misbehaves cannot hold us.</summary>
public sealed class SmtpInjectionTests
{
    private static readonly EmailMessage Message = new("ann@example.com", "Hello", "text\n", "<p>html</p>\n");

    [Theory]
    [InlineData("ann@example.com\r\nBcc: eve@example.com")]
    [InlineData("ann@example.com>\r\nRCPT TO:<eve@example.com")]
    [InlineData("ann@example.com\0")]
    [InlineData("ann@example.com, eve@example.com")]
    [InlineData("ann@example.com> SIZE=1")]
    [InlineData("\"ann\r\n\"@example.com")]
    [InlineData("آنا@example.com")]
    [InlineData("")]
    public async Task What_is_more_than_an_address_is_refused_before_anybody_is_called(string to)
    {
        await using var server = await MailServer.StartAsync("plain");
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(server.Options(SmtpSecurity.None), Message with { To = to }));

        Assert.True(failure.Permanent);
        Assert.Empty(await server.StopAsync());
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.com")]
    [InlineData("Hello\nBcc: eve@example.com")]
    [InlineData("Hello\r\n\r\n.\r\nMAIL FROM:<eve@example.com>")]
    [InlineData("Hello\0\u0085\u000bBcc: eve@example.com")]
    [InlineData("=?utf-8?Q?Hello=0D=0ABcc:_eve@example.com?=")]
    public async Task Subject_and_name_stay_text(string text)
    {
        await using var server = await MailServer.StartAsync("plain");
        var options = server.Options(SmtpSecurity.None);
        options.FromName = text;
        await SendAsync(options, Message with { Subject = text });

        var events = await server.StopAsync();
        Assert.Equal(["connect", "mail", "rcpt", "message"], events.Select(e => e.Name));
        var mail = events[^1].Details;
        Assert.Equal(["ann@example.com"], mail.GetProperty("recipients").EnumerateArray().Select(address => address.GetString()));
        Assert.DoesNotContain("bcc", mail.GetProperty("headers").EnumerateArray().Select(header => header.GetString()));
        Assert.Equal(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]), Spelled(mail, text));
    }

    [Theory]
    [InlineData("line\r\n.\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<eve@example.com>\r\nDATA\r\n")]
    [InlineData("line\n.\nQUIT\n")]
    [InlineData("--=_boundary\r\nContent-Type: text/html\r\n\r\n<p>eve</p>\r\n")]
    public async Task Body_stays_text(string text)
    {
        await using var server = await MailServer.StartAsync("plain");
        await SendAsync(server.Options(SmtpSecurity.None), Message with { Text = text });

        var events = await server.StopAsync();
        Assert.Equal(["connect", "mail", "rcpt", "message"], events.Select(e => e.Name));
        Assert.Equal(text.ReplaceLineEndings("\n"), events[^1].Details.GetProperty("text").GetString());
        Assert.Equal(Message.Html, events[^1].Details.GetProperty("html").GetString());
    }

    [Fact]
    public async Task Endless_line_is_not_read_to_its_end()
    {
        await using var server = await MailServer.StartAsync("garbage");
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(server.Options(SmtpSecurity.None), Message));
        Assert.Contains("no SMTP", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.Permanent);
    }

    [Fact]
    public async Task Silent_server_is_left_when_the_time_is_up()
    {
        await using var server = await MailServer.StartAsync("silent");
        var sender = new SmtpEmailSender(server.Options(SmtpSecurity.StartTls), TimeProvider.System) { Limit = TimeSpan.FromMilliseconds(200) };
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => sender.SendAsync(Message, CancellationToken.None));
        Assert.Contains("was not done in", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.Permanent);
    }

    [Fact]
    public async Task Absent_server_is_a_failure_that_passes()
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = Ports.Free(), From = "no-reply@example.com" };
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(options, Message));
        Assert.Equal("the mail server is not reached (ConnectionRefused)", failure.Message);
        Assert.False(failure.Permanent);
    }

    private static Task SendAsync(SmtpOptions options, EmailMessage message) => new SmtpEmailSender(options, TimeProvider.System).SendAsync(message, CancellationToken.None);

    // mailparser decodes a subject and, for the last row, what the decoded text itself looks like; the raw header tells what was sent.
    private static string Spelled(JsonElement mail, string text)
    {
        var raw = mail.GetProperty("raw").GetString()!;
        var header = raw[(raw.IndexOf("Subject: ", StringComparison.Ordinal) + 9)..raw.IndexOf("\r\nDate: ", StringComparison.Ordinal)];
        var words = header.Split("\r\n ").Select(word => Convert.FromBase64String(word["=?utf-8?B?".Length..^2]));
        Assert.NotEqual(text, header);
        return System.Text.Encoding.UTF8.GetString([.. words.SelectMany(bytes => bytes)]);
    }
}
