using System.Text.Json;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Authorize;

/// <summary>The parameter <c>claims</c> (OIDC Core §5.5).</summary>
/// <param name="UserInfo">The claims for userinfo that the server knows.</param>
/// <param name="IdToken">Those for the ID token.</param>
/// <param name="Subjects">Who may answer the request, where <c>sub</c> has values; else null.</param>
/// <param name="Acr">What is asked of <c>acr</c> in the ID token, where it has values; else null.</param>
internal sealed record ClaimsRequest(ClaimNames UserInfo, ClaimNames IdToken, IReadOnlyList<string>? Subjects, AcrRequest? Acr)
{
    private const int MaxCharacters = 2048;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 12, AllowDuplicateProperties = false };

    /// <summary>The absent parameter.</summary>
    public static ClaimsRequest Nothing { get; } = new(ClaimNames.Nothing, ClaimNames.Nothing, null, null);

    /// <summary>Null where it is malformed or longer than 2,048 characters.</summary>
    public static ClaimsRequest? Parse(string? text)
    {
        if (text is null) return Nothing;
        if (text.Length > MaxCharacters) return null;
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return null;
        }
    }

    /// <summary>The scopes that cover the claims.</summary>
    public ScopeSet Scopes => ScopeSet.Of(UserInfo.Scopes.Concat(IdToken.Scopes));

    /// <summary>What is left of it within the scopes that the user allowed; null where that is nothing.</summary>
    public GrantedClaims? Within(ScopeSet allowed)
    {
        var granted = new GrantedClaims(UserInfo.Within(allowed), IdToken.Within(allowed));
        return granted.UserInfo.Names.Count + granted.IdToken.Names.Count == 0 ? null : granted;
    }

    private static ClaimsRequest? Read(JsonElement request)
    {
        if (Place(request, "userinfo") is not { } userInfo || Place(request, "id_token") is not { } idToken) return null;
        if (!TrySubjects(userInfo, out var ofUserInfo) || !TrySubjects(idToken, out var ofIdToken)) return null;
        if (idToken.Claims.GetValueOrDefault("acr") is { } acr && acr.Texts is null) return null;
        var subjects = ofUserInfo is null || ofIdToken is null ? ofUserInfo ?? ofIdToken : [.. ofUserInfo.Intersect(ofIdToken)];
        // §5.5.1.1 speaks of acr in the ID token alone.
        return new(userInfo.Names, idToken.Names, subjects, idToken.Claims.GetValueOrDefault("acr") is { Values.Count: > 0 } asked ? AcrRequest.Of(asked) : null);
    }

    private static AskedClaims? Place(JsonElement request, string name)
    {
        if (!request.TryGetProperty(name, out var place)) return new([], ClaimNames.Nothing);
        if (place.ValueKind != JsonValueKind.Object) return null;
        var claims = new Dictionary<string, ClaimRequest>();
        List<string> names = [];
        VerifiedClaimNames? verified = null;
        foreach (var claim in place.EnumerateObject())
        {
            // Identity Assurance §6 has a language of its own in this one.
            if (claim.Name == StandardClaims.Verified && claim.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                verified = VerifiedClaimNames.Parse(claim.Value);
                if (verified is not null) names.Add(claim.Name);
                continue;
            }
            if (ClaimRequest.Parse(claim.Value) is not { } asked) return null;
            claims.Add(claim.Name, asked);
            if (StandardClaims.ScopeOf(claim.Name) is not null) names.Add(claim.Name);
        }
        return new(claims, new(names, verified));
    }

    private static bool TrySubjects(AskedClaims place, out IReadOnlyList<string>? subjects)
    {
        subjects = null;
        if (place.Claims.GetValueOrDefault("sub") is not { Values.Count: > 0 } sub) return true;
        subjects = sub.Texts;
        return subjects is not null;
    }

    private sealed record AskedClaims(Dictionary<string, ClaimRequest> Claims, ClaimNames Names);
}
