using System.Net;
using System.Net.Mail;

namespace AuthServer.Messaging;

/// <summary>Hands e-mail to the mail server of section <c>Smtp</c>, by STARTTLS unless that is switched off.</summary>
internal sealed class SmtpEmailSender(SmtpOptions options) : IEmailSender
{
    private const int TimeoutMilliseconds = 30_000;

    public async Task SendAsync(EmailMessage message, CancellationToken cancel)
    {
        // EnableSsl sends nothing where the server does not offer STARTTLS.
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.Tls, Timeout = TimeoutMilliseconds };
        if (options.User.Length > 0) client.Credentials = new NetworkCredential(options.User, options.Password);
        using var mail = new MailMessage(options.From, message.To, message.Subject, message.Body);
        await client.SendMailAsync(mail, cancel);
    }
}
