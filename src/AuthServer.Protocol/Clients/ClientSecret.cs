using System.Security.Cryptography;
using System.Text;

namespace AuthServer.Protocol.Clients;

/// <summary>A client secret at rest. Secrets hold at least 256 bits, so a plain SHA-256 is enough: there is nothing to guess.</summary>
public sealed class ClientSecret
{
    /// <summary>Key of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the UTF-8 secret, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The time at which the secret stops working; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The row for a secret that the server generated or the configuration named.</summary>
    public static ClientSecret Of(string secret) => new() { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)) };
}
