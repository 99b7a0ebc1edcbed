using System.Security.Cryptography;
using System.Text;
using AuthServer.Accounts;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>Hashes PINs and passwords: PBKDF2-HMAC-SHA-512 over HMAC-SHA-256(pepper, secret), the pepper being a ring key outside the database.</summary>
/// <remarks>No iteration count saves a space of 10,000 PINs from whoever has the table: the pepper does. A new ring key peppers new hashes; old ones verify and are hashed again at the next sign-in.</remarks>
public sealed class SecretHasher(KeyRing ring, AccountOptions options)
{
    internal const int SaltBytes = 16;
    internal const int HashBytes = 32;

    /// <summary>The longest secret that is hashed, in UTF-16 units.</summary>
    public const int MaxLength = 256;

    // What is verified where there is nothing to verify against: as dear as a real one, and right for nobody.
    private readonly StoredHash _noPin = Nothing(options.Pin.Iterations, ring.Current);
    private readonly StoredHash _noPassword = Nothing(options.Password.Iterations, ring.Current);

    /// <summary>Hashes a secret that its rules have accepted.</summary>
    /// <exception cref="ArgumentException">The secret is longer than <see cref="MaxLength"/> or not well-formed UTF-16.</exception>
    public string Hash(CredentialKind kind, string secret)
    {
        var bytes = Bytes(secret) ?? throw new ArgumentException("The secret cannot be hashed.", nameof(secret));
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var iterations = Current(kind).Iterations;
        return new StoredHash(iterations, ring.Current, salt, Derive(kind, bytes, salt, iterations, ring.Current)).Format();
    }

    /// <summary>Compares a secret with a stored hash; costs the same where there is none.</summary>
    /// <param name="kind">The kind of secret.</param>
    /// <param name="stored">The stored hash; null where the user does not exist or has no such secret.</param>
    /// <param name="secret">What was typed, whatever it is.</param>
    public HashCheck Verify(CredentialKind kind, string? stored, string secret)
    {
        var current = Current(kind);
        var parsed = stored is null ? null : StoredHash.Parse(stored);
        var bytes = Bytes(secret);
        var possible = parsed is not null && ring.Has(parsed.Pepper) && bytes is not null;
        var against = possible ? parsed! : current;
        var equal = CryptographicOperations.FixedTimeEquals(Derive(kind, bytes ?? [], against.Salt, against.Iterations, against.Pepper), against.Hash);
        if (!possible || !equal) return HashCheck.Wrong;
        return against.Iterations == current.Iterations && against.Pepper == ring.Current ? HashCheck.Right : HashCheck.RightButOld;
    }

    private StoredHash Current(CredentialKind kind) => kind == CredentialKind.Pin ? _noPin : _noPassword;

    private byte[] Derive(CredentialKind kind, byte[] secret, byte[] salt, int iterations, byte pepper) =>
        Rfc2898DeriveBytes.Pbkdf2(HMACSHA256.HashData(ring.Derive(kind.Pepper, pepper), secret), salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    /// <summary>The one normalisation of secrets: Unicode NFC, then UTF-8, so that a password typed on another keyboard is the same. Null where that is not possible.</summary>
    private static byte[]? Bytes(string secret) =>
        secret.Length <= MaxLength && Text.IsWellFormed(secret) ? Encoding.UTF8.GetBytes(secret.Normalize(NormalizationForm.FormC)) : null;

    private static StoredHash Nothing(int iterations, byte pepper) =>
        new(iterations, pepper, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));
}
