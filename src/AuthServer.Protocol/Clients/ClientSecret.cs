using System.Security.Cryptography;
using System.Text;

namespace AuthServer.Protocol.Clients;

/// <summary>A client secret at rest. Secrets hold at least 256 bits, so a plain SHA-256 is enough: there is nothing to guess.</summary>
public sealed class ClientSecret
{
    private static readonly byte[] None = new byte[SHA256.HashSizeInBytes];

    /// <summary>Key of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the UTF-8 secret, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What an administrator calls it, to tell two apart.</summary>
    public string? Name { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the secret stops working; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether a secret is one of a client's live ones; hashed and compared for an unknown client too, so that the answer takes the same time.</summary>
    internal static bool Proves(string secret, Client? client, DateTimeOffset now)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var proven = CryptographicOperations.FixedTimeEquals(hash, None) & client is not null;
        foreach (var known in client?.Secrets ?? [])
            proven |= CryptographicOperations.FixedTimeEquals(hash, known.Hash) & (known.ExpiresAt is null || known.ExpiresAt > now);
        return proven;
    }

    /// <summary>The row for a secret that the server generated or the configuration named.</summary>
    public static ClientSecret Of(string secret) => new() { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)) };
}
