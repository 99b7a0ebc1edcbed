using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Registration;

/// <summary>The right to register a client.</summary>
/// <param name="Token">The row of the initial access token; null where registration is open.</param>
/// <param name="Scopes">What the client may ask for at most.</param>
internal sealed record RegistrationRight(Guid? Token, ScopeSet Scopes);
