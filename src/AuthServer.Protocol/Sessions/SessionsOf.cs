namespace AuthServer.Protocol.Sessions;

/// <summary>Which of a user's sessions are meant.</summary>
/// <param name="Subject">The user.</param>
public sealed record SessionsOf(string Subject)
{
    /// <summary>Only this one.</summary>
    public Guid? Only { get; init; }

    /// <summary>All but this one.</summary>
    public Guid? Except { get; init; }

    /// <summary>Only those of this device.</summary>
    public Guid? DeviceId { get; init; }
}
