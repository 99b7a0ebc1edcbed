using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary><c>client_secret_post</c>: the secret in the body (RFC 6749 §2.3.1).</summary>
internal sealed class SecretInBody(TimeProvider time) : IClientAuthentication
{
    public string Method => AuthMethods.ClientSecretPost;

    public bool IsTried(HttpRequest request, Parameters parameters) => parameters[Names.ClientSecret] is not null;

    public Result<ClientProof> Read(HttpRequest request, Parameters parameters) =>
        parameters[Names.ClientId] is { } id ? new ClientProof(id, parameters[Names.ClientSecret]!) : OAuthError.InvalidClient();

    public ValueTask<bool> HoldsAsync(ClientProof proof, Client? client, CancellationToken cancel) => ValueTask.FromResult(ClientSecret.Proves(proof.Secret, client, time.GetUtcNow()));
}
