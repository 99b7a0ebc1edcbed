namespace AuthServer.Validation.Tokens;

/// <summary>Knows which tokens have been ended before their time; the host registers it, and it is asked for every valid token.</summary>
public interface IEndedTokens
{
    /// <summary>Whether the token's session, grant or itself has ended; answers from memory.</summary>
    bool Contains(TokenIdentity token);
}
