using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Protocol.Tokens;

/// <summary>A grant type's yes: everything that <see cref="TokenIssuer"/> needs to write and mint.</summary>
/// <param name="Client">The client that gets the tokens.</param>
/// <param name="Scopes">The scopes of the access token.</param>
/// <param name="Write">The one durable write that has to succeed first.</param>
public sealed record Approval(Client Client, ScopeSet Scopes, TokenWrite Write)
{
    /// <summary>The user; null where the client acts for itself.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The grant behind the tokens; null where the client acts for itself.</summary>
    public Grant? Grant { get; init; }

    /// <summary>The <c>nonce</c> for the ID token.</summary>
    public string? Nonce { get; init; }

    /// <summary>The claims for the ID token that were asked for one by one; null where none were.</summary>
    internal JsonObject? IdTokenClaims { get; init; }
}
