using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;

namespace AuthServer.Protocol.Registration;

/// <summary>Secrets that the server makes for clients.</summary>
internal static class NewClientSecret
{
    private const int Bytes = 32;

    /// <summary>256 bits, in base64url.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Gives a client the secret that its way to authenticate needs, and takes those that it does not need.</summary>
    /// <returns>A secret that was made; null where the client has one, or needs none.</returns>
    public static string? Fit(Client client, DateTimeOffset now)
    {
        var needed = client.AuthMethods.Exists(m => m is AuthMethods.ClientSecretBasic or AuthMethods.ClientSecretPost);
        if (!needed) client.Secrets.Clear();
        if (!needed || client.Secrets.Exists(s => s.ExpiresAt is null || s.ExpiresAt > now)) return null;
        var secret = Random();
        client.Secrets.Add(new ClientSecret { Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)), CreatedAt = now });
        return secret;
    }
}
