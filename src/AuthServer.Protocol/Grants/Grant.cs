using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Grants;

/// <summary>What a user allowed a client on a session: the token family. Nothing of it changes but its <see cref="State"/>; a refresh is one update of that (DESIGN §5).</summary>
public sealed record Grant
{
    /// <summary>Key of the row. A grant from an authorization code has the code's id, which is what makes the code single-use.</summary>
    public required Guid Id { get; init; }

    /// <summary>The session on which it was given.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The user.</summary>
    public required string Subject { get; init; }

    /// <summary>The client; no other can use its tokens.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes allowed; a refresh may ask for fewer, never for more.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary>The claims that were asked for one by one, as the engine writes them; null where none were.</summary>
    public string? Claims { get; init; }

    /// <summary><c>auth_time</c> of the sign-in behind it; a refresh repeats it (OIDC Core §12.2).</summary>
    public required DateTimeOffset AuthTime { get; init; }

    /// <summary><c>acr</c> of that sign-in.</summary>
    public required string Acr { get; init; }

    /// <summary><c>amr</c> of that sign-in, joined by spaces.</summary>
    public required string Amr { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Ends it for good; nothing moves it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where it stands; null where only what was allowed was read.</summary>
    public GrantState? State { get; init; }
}
