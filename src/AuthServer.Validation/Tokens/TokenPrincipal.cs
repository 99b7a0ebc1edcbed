using System.Security.Claims;
using System.Text.Json;

namespace AuthServer.Validation.Tokens;

/// <summary>Makes the principal of a token that was found good.</summary>
internal static class TokenPrincipal
{
    /// <summary>All claims under their own names; arrays as one claim an element, <c>scope</c> as one claim a scope.</summary>
    public static ClaimsIdentity Identity(JsonElement payload, string issuer)
    {
        var identity = new ClaimsIdentity(PlatformTokens.Scheme, nameType: "sub", roleType: "roles");
        foreach (var member in payload.EnumerateObject())
        {
            if (member.NameEquals("scope"))
            {
                foreach (var scope in member.Value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    identity.AddClaim(new Claim("scope", scope, ClaimValueTypes.String, issuer));
            }
            else if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in member.Value.EnumerateArray())
                    identity.AddClaim(Of(member.Name, item, issuer));
            }
            else
            {
                identity.AddClaim(Of(member.Name, member.Value, issuer));
            }
        }
        return identity;
    }

    private static Claim Of(string name, JsonElement value, string issuer) => value.ValueKind switch
    {
        JsonValueKind.String => new(name, value.GetString()!, ClaimValueTypes.String, issuer),
        JsonValueKind.Number => new(name, value.GetRawText(), ClaimValueTypes.Double, issuer),
        JsonValueKind.True => new(name, "true", ClaimValueTypes.Boolean, issuer),
        JsonValueKind.False => new(name, "false", ClaimValueTypes.Boolean, issuer),
        _ => new(name, value.GetRawText(), "JSON", issuer),
    };
}
