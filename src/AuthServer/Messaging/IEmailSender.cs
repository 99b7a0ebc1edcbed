namespace AuthServer.Messaging;

/// <summary>Where e-mail leaves the platform.</summary>
public interface IEmailSender
{
    /// <summary>Sends; throws where the other side does not take it.</summary>
    Task SendAsync(EmailMessage message, CancellationToken cancel);
}
