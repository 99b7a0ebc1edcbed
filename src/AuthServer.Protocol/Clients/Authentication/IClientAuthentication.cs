using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary>A way in which clients authenticate; one file each, registered by one line, printed by discovery.</summary>
internal interface IClientAuthentication
{
    /// <summary>The value of <c>token_endpoint_auth_method</c>.</summary>
    string Method { get; }

    /// <summary>Whether a request authenticates in this way, well or badly.</summary>
    bool IsTried(HttpRequest request, Parameters parameters);

    /// <summary>Who the client says it is, and the proof; or the refusal of a malformed one.</summary>
    Result<ClientProof> Read(HttpRequest request, Parameters parameters);

    /// <summary>Whether the proof holds. It takes as long for a client that does not exist.</summary>
    /// <param name="proof">From <see cref="Read"/>.</param>
    /// <param name="client">The client that it names; null where there is none, or it is disabled.</param>
    /// <param name="cancel">Stops it.</param>
    ValueTask<bool> HoldsAsync(ClientProof proof, Client? client, CancellationToken cancel);
}
