namespace AuthServer.Protocol.Logout;

/// <summary>A client that wants to hear when a session ends, because it got tokens on it.</summary>
public sealed class SessionClient
{
    /// <summary>The session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }
}
