using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AuthServer.Protocol.Grants;

/// <summary>Proof Key for Code Exchange with S256 (RFC 7636), the only method.</summary>
internal static class CodeVerifier
{
    /// <summary>RFC 7636 §4.1: 43 to 128 unreserved characters.</summary>
    public static bool IsWellFormed(string verifier) =>
        verifier.Length is >= 43 and <= 128 && verifier.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <summary>RFC 7636 §4.2: a challenge is the base64url of a SHA-256, 43 characters without padding.</summary>
    public static bool IsChallenge(string challenge) =>
        challenge.Length == 43 && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>BASE64URL(SHA256(ASCII(verifier))).</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
