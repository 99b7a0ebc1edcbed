using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients;

/// <summary>Authenticates the client of a back-channel request (RFC 6749 §2.3).</summary>
internal sealed class ClientAuthenticator(ClientCatalogue clients, TimeProvider time)
{
    private static readonly byte[] NoSecret = new byte[SHA256.HashSizeInBytes];

    /// <summary>The client, or <c>invalid_client</c> — the same for unknown, disabled, and wrong secret.</summary>
    public async ValueTask<Result<Client>> AuthenticateAsync(HttpRequest request, Parameters parameters, CancellationToken cancel)
    {
        var presented = Presented(request, parameters);
        if (presented.Refused) return presented.Error;
        var (method, clientId, secret) = presented.Value;
        var client = await clients.FindAsync(clientId, cancel);
        // Hash and compare for an unknown client too: the answer takes the same time.
        var proven = Proves(secret, client);
        if (client is null || !client.AuthMethods.Contains(method)) return OAuthError.InvalidClient();
        return method == AuthMethods.None || proven ? client : OAuthError.InvalidClient();
    }

    private static Result<Credentials> Presented(HttpRequest request, Parameters parameters)
    {
        var bodyId = parameters[Names.ClientId];
        var bodySecret = parameters[Names.ClientSecret];
        if (request.Headers.Authorization.Count == 0)
        {
            if (bodyId is null) return OAuthError.InvalidClient();
            return bodySecret is null ? new Credentials(AuthMethods.None, bodyId, "") : new Credentials(AuthMethods.ClientSecretPost, bodyId, bodySecret);
        }
        // RFC 6749 §2.3: the client must not use more than one authentication method in each request.
        if (bodySecret is not null) return OAuthError.InvalidRequest("The client authenticates in two ways at once.");
        if (Basic(request) is not { } basic) return OAuthError.InvalidClient();
        return bodyId is null || bodyId == basic.ClientId ? basic : OAuthError.InvalidRequest("The client_id of the body differs from that of the Authorization header.");
    }

    // RFC 6749 §2.3.1: both halves are form-urlencoded before they are joined and base64-encoded.
    private static Credentials? Basic(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)) return null;
        var pair = bytes.AsSpan(0, length);
        var colon = pair.IndexOf((byte)':');
        return colon > 0 && UrlEncoded.TryDecode(pair[..colon], out var id) && UrlEncoded.TryDecode(pair[(colon + 1)..], out var secret)
            ? new Credentials(AuthMethods.ClientSecretBasic, id, secret)
            : null;
    }

    private bool Proves(string secret, Client? client)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var now = time.GetUtcNow();
        var proven = CryptographicOperations.FixedTimeEquals(hash, NoSecret);
        foreach (var known in client?.Secrets ?? [])
            proven |= CryptographicOperations.FixedTimeEquals(hash, known.Hash) & (known.ExpiresAt is null || known.ExpiresAt > now);
        return proven;
    }

    private sealed record Credentials(string Method, string ClientId, string Secret);
}
