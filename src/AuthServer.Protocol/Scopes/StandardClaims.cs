namespace AuthServer.Protocol.Scopes;

/// <summary>The claims that each standard scope asks for (OIDC Core §5.4), and those of the platform.</summary>
internal static class StandardClaims
{
    /// <summary>OpenID Connect for Identity Assurance 1.0 §5: the claim that holds verified ones.</summary>
    public const string Verified = "verified_claims";

    private static readonly Dictionary<string, string[]> ByScope = new()
    {
        ["profile"] = ["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
        ["email"] = ["email", "email_verified"],
        ["address"] = ["address"],
        ["phone"] = ["phone_number", "phone_number_verified"],
        [StandardScopes.Roles] = ["roles"],
        ["kyc"] = ["kyc_status", "kyc_level"],
        // OpenID Connect for Identity Assurance 1.0 §5; the specification names no scope, so it is ours.
        ["identity_assurance"] = [Verified],
    };

    private static readonly Dictionary<string, string> Scopes = ByScope.SelectMany(s => s.Value.Select(claim => (claim, s.Key))).ToDictionary(c => c.claim, c => c.Key);

    /// <summary>Everything that userinfo can say.</summary>
    public static IEnumerable<string> All => ByScope.Values.SelectMany(c => c).Prepend("sub");

    /// <summary>The claims that these scopes ask for.</summary>
    public static HashSet<string> Of(ScopeSet scopes) => [.. scopes.SelectMany(s => ByScope.GetValueOrDefault(s, []))];

    /// <summary>The scope that covers a claim; null where it is none of ours.</summary>
    public static string? ScopeOf(string claim) => Scopes.GetValueOrDefault(claim);
}
