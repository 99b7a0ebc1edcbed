namespace AuthServer.Protocol.Keys;

/// <summary>The JWS algorithms (RFC 7518 §3.1) that the server signs with, and takes from clients. EdDSA is not among them: .NET 10 has none.</summary>
public static class SigningAlgorithms
{
    /// <summary>ECDSA on P-256 with SHA-256: access tokens, and ID tokens of clients that ask for it.</summary>
    public const string ES256 = "ES256";

    /// <summary>RSASSA-PSS with SHA-256.</summary>
    public const string PS256 = "PS256";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256: the default of ID tokens (OIDC Core §3.1.3.7).</summary>
    public const string RS256 = "RS256";

    /// <summary>All of them; the server always has a key of its own for each.</summary>
    public static IReadOnlyList<string> All { get; } = [ES256, PS256, RS256];
}
