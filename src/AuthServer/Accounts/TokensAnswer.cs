using AuthServer.Protocol.Tokens;

namespace AuthServer.Accounts;

/// <summary>Tokens in the answers of the REST routes.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The refresh token; null where <c>offline_access</c> was not granted.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="Scope">The scopes, joined by spaces.</param>
/// <param name="AccessExpiresAt">The end of the access token, UTC.</param>
/// <param name="RefreshExpiresAt">When the refresh token ends unless it is used, UTC.</param>
/// <param name="Sub">The user.</param>
public sealed record TokensAnswer(string Access, string? Refresh, string TokenType, string Scope, DateTime AccessExpiresAt, DateTime? RefreshExpiresAt, string Sub)
{
    internal static TokensAnswer Of(TokenResponse tokens) =>
        new(tokens.AccessToken, tokens.RefreshToken, "Bearer", tokens.Scope, tokens.AccessExpiresAt.UtcDateTime, tokens.RefreshExpiresAt?.UtcDateTime, tokens.Subject!);
}
