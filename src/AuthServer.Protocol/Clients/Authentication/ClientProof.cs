namespace AuthServer.Protocol.Clients.Authentication;

/// <summary>What a client says of itself.</summary>
/// <param name="ClientId">Who it says it is.</param>
/// <param name="Secret">The proof: a secret or a signed assertion; empty where the method has none.</param>
internal sealed record ClientProof(string ClientId, string Secret);
