using System.Security.Cryptography;
using System.Text;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>The stored form of a one-time code: a MAC over the code and all that it is bound to, so that none is good for another flow, user or number.</summary>
/// <param name="Purpose">What the code is for.</param>
/// <param name="Id">Its row.</param>
/// <param name="Subject">The user.</param>
/// <param name="Destination">Where it is sent.</param>
internal readonly record struct CodeMac(CodePurpose Purpose, Guid Id, Guid Subject, string Destination)
{
    private static readonly KeyPurpose Keys = new("one-time-code");

    /// <summary>Version of the ring key ‖ MAC.</summary>
    public byte[] Of(string code, KeyRing ring, byte version) =>
        [version, .. HMACSHA256.HashData(ring.Derive(Keys, version), Encoding.UTF8.GetBytes($"{Purpose.Name}\n{Id:N}\n{Subject:N}\n{Destination}\n{code}"))];

    /// <summary>Compares in constant time.</summary>
    public bool Matches(byte[] stored, string code, KeyRing ring) =>
        stored.Length > 0 && ring.Has(stored[0]) && CryptographicOperations.FixedTimeEquals(stored, Of(code, ring, stored[0]));
}
