using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary><c>client_secret_basic</c>: the secret in the Authorization header (RFC 6749 §2.3.1).</summary>
internal sealed class SecretInHeader(TimeProvider time) : IClientAuthentication
{
    private const string Scheme = "Basic ";

    public string Method => AuthMethods.ClientSecretBasic;

    public bool IsTried(HttpRequest request, Parameters parameters) => request.Headers.Authorization.Count > 0;

    public Result<ClientProof> Read(HttpRequest request, Parameters parameters)
    {
        if (Read(request) is not { } proof) return OAuthError.InvalidClient();
        return parameters[Names.ClientId] is not { } bodyId || bodyId == proof.ClientId ? proof : OAuthError.InvalidRequest("The client_id of the body differs from that of the Authorization header.");
    }

    public ValueTask<bool> HoldsAsync(ClientProof proof, Client? client, CancellationToken cancel) => ValueTask.FromResult(ClientSecret.Proves(proof.Secret, client, time.GetUtcNow()));

    // RFC 6749 §2.3.1: both halves are form-urlencoded before they are joined and base64-encoded.
    private static ClientProof? Read(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length)) return null;
        var pair = bytes.AsSpan(0, length);
        var colon = pair.IndexOf((byte)':');
        return colon > 0 && UrlEncoded.TryDecode(pair[..colon], out var id) && UrlEncoded.TryDecode(pair[(colon + 1)..], out var secret) ? new ClientProof(id, secret) : null;
    }
}
