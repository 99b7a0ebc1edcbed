namespace AuthServer.Protocol.Tokens;

/// <summary>The <c>typ</c> of a JWT of ours. It is part of the header that readers compare byte by byte, so no type passes for another.</summary>
internal sealed record JwtType(string Name)
{
    /// <summary>RFC 9068 §2.1.</summary>
    public static JwtType AccessToken { get; } = new("at+jwt");

    public static JwtType IdToken { get; } = new("JWT");

    /// <summary>RFC 8417 §2.3.</summary>
    public static JwtType SecurityEvent { get; } = new("secevent+jwt");

    /// <summary>A signed answer of userinfo. OIDC Core §5.3.2 names no type; one of our own keeps it from passing for an ID token.</summary>
    public static JwtType UserInfo { get; } = new("userinfo+jwt");

    /// <summary>RFC 9701 §5.</summary>
    public static JwtType Introspection { get; } = new("token-introspection+jwt");

    /// <summary>OIDC Back-Channel Logout 1.0 §2.4.</summary>
    public static JwtType LogoutToken { get; } = new("logout+jwt");

    public static IReadOnlyList<JwtType> All { get; } =
    [
        AccessToken,
        IdToken,
        SecurityEvent,
        UserInfo,
        Introspection,
        LogoutToken,
    ];
}
