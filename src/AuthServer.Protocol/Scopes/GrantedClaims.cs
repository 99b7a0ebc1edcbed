using System.Text.Json;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.Scopes;

/// <summary>The claims that a client asked for one by one (OIDC Core §5.5) and that the user allowed it, by the place where they are given.</summary>
/// <param name="UserInfo">In userinfo, besides those of the token's scopes.</param>
/// <param name="IdToken">In the ID token.</param>
internal sealed record GrantedClaims(ClaimNames UserInfo, ClaimNames IdToken)
{
    /// <summary>Reads the column; null where there is nothing in it, which is how almost every grant is.</summary>
    public static GrantedClaims? Read(string? column) => column is null ? null : JsonSerializer.Deserialize(column, CodeJson.Default.GrantedClaims);

    /// <summary>The column.</summary>
    public string Write() => JsonSerializer.Serialize(this, CodeJson.Default.GrantedClaims);
}
