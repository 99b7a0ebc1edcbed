namespace AuthServer.Protocol.Sessions;

/// <summary>One sign-in of one user, by a browser or an app. Its id is the <c>sid</c> of the tokens.</summary>
public sealed class Session
{
    /// <summary>Key of the row; <see cref="Sid"/> is its spelling on the wire.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The user.</summary>
    public required string Subject { get; init; }

    /// <summary><c>auth_time</c>: when the user last proved who they are; moves forward when they sign in again.</summary>
    public required DateTimeOffset AuthTime { get; set; }

    /// <summary><c>amr</c>: the methods used (RFC 8176), such as <c>pwd</c> or <c>pin</c>, joined by spaces.</summary>
    public required string Amr { get; init; }

    /// <summary><c>acr</c>: the assurance level reached (<see cref="AcrValues"/>).</summary>
    public required string Acr { get; init; }

    /// <summary>The value that the browser's cookie must have beside the id; another one after every sign-in, so that a copy of an older cookie dies. Null where an app signed in.</summary>
    public Guid? CookieTicket { get; init; }

    /// <summary>When the session began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a browser last came with it, to a few minutes. An app's use is told by its grants.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>When the session ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the user, an administrator or reuse detection ended it; null while it lives.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The row of the device in the host's list of devices; null where none was named.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>The address it was opened from, for people to read.</summary>
    public string? Address { get; init; }

    /// <summary>The User-Agent it was opened with, for people to read.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The value of <c>sid</c>.</summary>
    public string Sid => SessionId.Format(Id);
}
