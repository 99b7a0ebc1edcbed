namespace AuthServer.Protocol.Tokens;

/// <summary>Tokens, as the token endpoint writes them and as the REST faces put them into their envelope.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="AccessExpiresAt">Its end.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
/// <param name="Scope">The scopes it carries, joined by spaces.</param>
public sealed record TokenResponse(string AccessToken, DateTimeOffset AccessExpiresAt, int ExpiresIn, string Scope)
{
    /// <summary>The refresh token; null where <c>offline_access</c> was not granted.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the refresh token ends if it is not used.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>The ID token; null where <c>openid</c> was not granted.</summary>
    public string? IdToken { get; init; }

    /// <summary>The user; null where the client acts for itself.</summary>
    public string? Subject { get; init; }
}
