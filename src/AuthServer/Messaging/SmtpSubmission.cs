using System.Text;

namespace AuthServer.Messaging;

/// <summary>The dialogue with a mail server that ends with a message in its hands (RFC 5321, RFC 6409).</summary>
internal sealed class SmtpSubmission(SmtpConnection connection, SmtpOptions options)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <exception cref="DeliveryException">The server did not take it.</exception>
    public async Task SendAsync(string from, string to, string mail, CancellationToken cancel)
    {
        await LogInAsync(await GreetAsync(cancel), cancel);
        Expect(2, "MAIL", await connection.AskAsync($"MAIL FROM:<{from}>", cancel));
        ExpectOfMessage(2, "RCPT", await connection.AskAsync($"RCPT TO:<{to}>", cancel));
        ExpectOfMessage(3, "DATA", await connection.AskAsync("DATA", cancel));
        ExpectOfMessage(2, "the message", await connection.AskDataAsync(mail, cancel));
        await LeaveAsync();
    }

    /// <returns>What the server offers, told under the protection that was asked for.</returns>
    private async Task<SmtpReply> GreetAsync(CancellationToken cancel)
    {
        if (options.Security == SmtpSecurity.Implicit) await connection.EncryptAsync(SmtpTrust.Of(options), cancel);
        Expect(2, "the connection", await connection.ReadAsync(cancel));
        var offers = await HelloAsync(cancel);
        if (options.Security != SmtpSecurity.StartTls) return offers;
        // RFC 3207 §6: whoever takes the offer out of the answer must not make us go on in the clear.
        if (offers.Extension("STARTTLS") is null) throw new DeliveryException("the mail server does not offer STARTTLS; nothing was sent", permanent: false);
        Expect(2, "STARTTLS", await connection.AskAsync("STARTTLS", cancel));
        await connection.EncryptAsync(SmtpTrust.Of(options), cancel);
        // RFC 3207 §4.2: what was offered before TLS is forgotten.
        return await HelloAsync(cancel);
    }

    private async Task<SmtpReply> HelloAsync(CancellationToken cancel) => Expect(2, "EHLO", await connection.AskAsync("EHLO " + connection.OwnName, cancel));

    private async Task LogInAsync(SmtpReply offers, CancellationToken cancel)
    {
        if (options.User.Length == 0) return;
        // RFC 4954 §4: neither of the two ways hides the password. The name in the settings may say "this machine"; the connection knows.
        if (!connection.IsEncrypted && !connection.IsLoopback) throw new DeliveryException("the password is not sent without TLS; nothing was sent", permanent: false);
        var ways = offers.Extension("AUTH") ?? [];
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            // RFC 4616 §2, with the initial response of RFC 4954 §4.
            Expect(2, "AUTH", await connection.AskAsync("AUTH PLAIN " + Base64($"\0{options.User}\0{options.Password}"), cancel));
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            Expect(3, "AUTH", await connection.AskAsync("AUTH LOGIN", cancel));
            Expect(3, "AUTH", await connection.AskAsync(Base64(options.User), cancel));
            Expect(2, "AUTH", await connection.AskAsync(Base64(options.Password), cancel));
        }
        else throw new DeliveryException("the mail server offers neither AUTH PLAIN nor AUTH LOGIN; nothing was sent", permanent: false);
    }

    // The message is taken: whatever happens now must not have it sent again.
    private async Task LeaveAsync()
    {
        using var time = new CancellationTokenSource(Farewell);
        try
        {
            await connection.AskAsync("QUIT", time.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or DeliveryException)
        {
            // RFC 5321 §4.1.1.10 asks for the reply; a server that gives none has the message all the same.
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // RFC 5321 §4.3.2: the first digit decides. A refusal before the recipient is named is of us, not of the message: it may be repaired, and the message sent then.
    private static SmtpReply Expect(int expected, string step, SmtpReply reply) => Expect(expected, step, reply, isOfMessage: false);

    private static void ExpectOfMessage(int expected, string step, SmtpReply reply) => _ = Expect(expected, step, reply, isOfMessage: true);

    private static SmtpReply Expect(int expected, string step, SmtpReply reply, bool isOfMessage) =>
        reply.Class == expected ? reply : throw new DeliveryException($"the mail server answered {reply.Code} to {step}", isOfMessage && reply.Class == 5);
}
