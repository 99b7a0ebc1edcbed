namespace AuthServer.Messaging;

/// <summary>The other side did not take a message.</summary>
/// <param name="reason">What happened, for the log: codes and names of ours, never a word of the message nor of the answer, which may quote it.</param>
/// <param name="permanent">The message itself was refused: sending it again is of no use.</param>
public sealed class DeliveryException(string reason, bool permanent) : Exception(reason)
{
    /// <summary>Sending the message again is of no use.</summary>
    public bool Permanent { get; } = permanent;
}
