namespace AuthServer.Protocol.Events;

/// <summary>How far a receiver has confirmed the events; a receiver that was down goes on from here.</summary>
public sealed class EventCursor
{
    /// <summary>The receiver's name in the configuration.</summary>
    public required string Receiver { get; init; }

    /// <summary>The <see cref="SecurityEvent.Sequence"/> of the last event it confirmed.</summary>
    public required long Sequence { get; set; }
}
