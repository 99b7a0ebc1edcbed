using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Consents;

/// <summary>What a user allowed a client on the consent page; one row a pair.</summary>
public sealed class Consent
{
    /// <summary>The user.</summary>
    public required string Subject { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes that the user left ticked, over all times they were asked.</summary>
    public required ScopeSet Scopes { get; set; }

    /// <summary>The scopes that the user was asked about when they last said yes: a yes to another question is no answer to this one.</summary>
    public required ScopeSet Asked { get; set; }

    /// <summary>When the user last said yes.</summary>
    public required DateTimeOffset GrantedAt { get; set; }
}
