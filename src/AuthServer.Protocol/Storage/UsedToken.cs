using System.Security.Cryptography;
using System.Text;

namespace AuthServer.Protocol.Storage;

/// <summary>A value that is good once and was used, such as the <c>jti</c> of a client's assertion; kept until it would be refused anyway.</summary>
public sealed class UsedToken
{
    /// <summary>SHA-256 of what it is for, who used it, and its identifier.</summary>
    public required byte[] Key { get; init; }

    /// <summary>From when on it is refused by its own time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The key of a value: those of another purpose or of another client are others.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="clientId">Who made it.</param>
    /// <param name="identifier">Its <c>jti</c>.</param>
    public static byte[] KeyOf(string purpose, string clientId, string identifier)
    {
        // Each part with its length: no two values run together to one text.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { purpose, clientId, identifier })
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }
}
