using System.Net.Sockets;
using System.Security.Authentication;
using AuthServer.Accounts;

namespace AuthServer.Messaging;

/// <summary>Hands e-mail to the mail server of section <c>Smtp</c>, a connection a message.</summary>
internal sealed class SmtpEmailSender(SmtpOptions options, TimeProvider time) : IEmailSender
{
    /// <summary>For everything, from the look-up of the name to the server's last word.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task SendAsync(EmailMessage message, CancellationToken cancel)
    {
        // Only an address of letters, digits and harmless signs gets into a header or a command.
        var to = EmailAddress.Parse(message.To) ?? throw new DeliveryException("the recipient is no e-mail address", permanent: true);
        var from = EmailAddress.Parse(options.From) ?? throw new DeliveryException("Smtp:From is no e-mail address", permanent: false);
        var mail = MimeWriter.Write(message with { To = to }, from, options.FromName, time.GetUtcNow());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await using var connection = await SmtpConnection.OpenAsync(options.Host, options.PortInUse, limit.Token);
            await new SmtpSubmission(connection, options).SendAsync(from, to, mail, limit.Token);
        }
        catch (AuthenticationException)
        {
            throw new DeliveryException($"TLS failed: the mail server must speak version 1.2 or newer, with a certificate for {options.Host} that is in date and of a trusted authority; nothing was sent", permanent: false);
        }
        catch (SocketException e)
        {
            throw new DeliveryException($"the mail server is not reached ({e.SocketErrorCode})", permanent: false);
        }
        catch (IOException)
        {
            throw new DeliveryException("the connection to the mail server broke", permanent: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryException($"the mail server was not done in {Limit.TotalSeconds} s", permanent: false);
        }
    }
}
