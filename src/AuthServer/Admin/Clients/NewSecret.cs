using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;

namespace AuthServer.Admin.Clients;

/// <summary>A secret that the server made: 256 random bits. The text is in one answer and nowhere else; the row has its hash.</summary>
/// <param name="Text">What the client sends.</param>
/// <param name="Row">What is kept.</param>
internal sealed record NewSecret(string Text, ClientSecret Row)
{
    private const int Bytes = 32;

    public static NewSecret Make(string? name, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return new NewSecret(text, new ClientSecret { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)), Name = name, CreatedAt = now, ExpiresAt = expiresAt });
    }

    // As in EmailMessage: never the secret.
    public override string ToString() => $"secret {Row.Id}";
}
