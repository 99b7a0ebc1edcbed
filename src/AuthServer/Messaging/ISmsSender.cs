namespace AuthServer.Messaging;

/// <summary>Where text messages leave the platform.</summary>
public interface ISmsSender
{
    /// <summary>Sends; throws where the other side does not take it.</summary>
    Task SendAsync(SmsMessage message, CancellationToken cancel);
}
