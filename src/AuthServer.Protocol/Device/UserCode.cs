using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Device;

/// <summary>The code that a user carries from the device to a browser (RFC 8628 §6.1): eight of twenty consonants, so that no word comes of it and nothing in it looks like something else; 34 bits.</summary>
internal static class UserCode
{
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 8;
    private const int MaxTyped = 64;

    /// <summary>A new code, without its hyphen.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is shown: <c>XXXX-XXXX</c>.</summary>
    public static string Format(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What was typed, without hyphens and spaces and in upper case; null where it can be no code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null or { Length: > MaxTyped }) return null;
        var code = string.Concat(typed.Where(c => c is not '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>What is stored of it: whoever has the table has no code. By the key that stays longest, since the row is found by it.</summary>
    public static byte[] Mac(string code, KeyRing ring) => HMACSHA256.HashData(ring.Derive(Purposes.UserCode, ring.Oldest), Encoding.ASCII.GetBytes(code));
}
