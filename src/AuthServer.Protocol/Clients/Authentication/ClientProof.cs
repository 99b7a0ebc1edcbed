using Jose;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary>What a client says of itself.</summary>
/// <param name="ClientId">Who it says it is.</param>
/// <param name="Secret">The proof, where it is a secret; empty elsewhere.</param>
/// <param name="Assertion">The proof, where it is a signed assertion.</param>
internal sealed record ClientProof(string ClientId, string Secret, StrictToken? Assertion = null);
