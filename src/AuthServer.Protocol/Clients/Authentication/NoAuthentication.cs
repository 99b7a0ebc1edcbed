using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary><c>none</c>: a public client names itself and proves nothing (RFC 6749 §2.1).</summary>
internal sealed class NoAuthentication : IClientAuthentication
{
    public string Method => AuthMethods.None;

    public bool IsTried(HttpRequest request, Parameters parameters) => parameters[Names.ClientId] is not null;

    public Result<ClientProof> Read(HttpRequest request, Parameters parameters) => new ClientProof(parameters[Names.ClientId]!, "");

    public ValueTask<bool> HoldsAsync(ClientProof proof, Client? client, CancellationToken cancel) => ValueTask.FromResult(true);
}
