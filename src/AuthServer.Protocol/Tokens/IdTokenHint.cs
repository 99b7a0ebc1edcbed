using System.Text.Json;

namespace AuthServer.Protocol.Tokens;

/// <summary>What an ID token of ours, expired or not, says when a client sends it back.</summary>
internal sealed record IdTokenHint(string Subject, string ClientId, string Sid)
{
    public static IdTokenHint? Read(string token, JwtReader reader)
    {
        if (reader.Read(token, JwtType.IdToken) is not { } json) return null;
        using var payload = JsonDocument.Parse(json);
        var claims = payload.RootElement;
        return new IdTokenHint(claims.GetProperty("sub").GetString()!, claims.GetProperty("aud").GetString()!, claims.GetProperty("sid").GetString()!);
    }
}
