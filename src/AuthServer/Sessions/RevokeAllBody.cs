namespace AuthServer.Sessions;

/// <summary>The body of <c>POST /auth/sessions/revoke-all/</c>.</summary>
public sealed class RevokeAllBody
{
    /// <summary>Whether the session that asks goes on; the default is that it ends too.</summary>
    public bool ExceptCurrent { get; init; }
}
