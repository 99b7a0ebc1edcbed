using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Outside;
using AuthServer.Protocol.Scopes;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>What holds for clients that no administrator has looked at, besides <see cref="RegistrationRules"/>.</summary>
internal sealed class RegistrationPolicy(RegistrationRules rules, SectorIdentifier sector, IClientSites sites, IOptions<RegistrationOptions> options)
{
    /// <summary>The metadata as it may be registered, or the refusal (RFC 7591 §3.2.2).</summary>
    /// <param name="asked">What the client wants.</param>
    /// <param name="scopes">What it may ask for at most.</param>
    /// <param name="grants">The grant types that it has already, which an administrator may have given it.</param>
    /// <param name="cancel">Stops it.</param>
    public async ValueTask<Result<ClientMetadata>> ApplyAsync(ClientRegistrationRequest asked, ScopeSet scopes, IEnumerable<string> grants, CancellationToken cancel)
    {
        if (asked.SoftwareStatement is not null) return OAuthError.UnapprovedSoftwareStatement();
        if (ScopeSet.Parse(asked.Scope) is not { } wanted) return Refuse(new("scope", "Each scope must be a word, separated by one space."));
        // RFC 7591 §2: the server may replace what was asked; without any scope asked for it gives what it gives everybody.
        ClientMetadata cut = asked with { Scope = (asked.Scope is null ? scopes : wanted.Intersect(scopes)).ToString() };
        if (rules.Check(cut) is [{ } first, ..]) return Refuse(first);
        if (cut.GrantTypes?.Except(options.Value.AllowedGrantTypes).Except(grants).Any() is true) return Refuse(new("grant_types", "A grant type is not open to clients that register themselves."));
        if (Addresses(cut).FirstOrDefault(a => a.Uri is not null && !sites.MayReach(new Uri(a.Uri))) is { Field: { } field }) return Refuse(new(field, "The host must be on the public internet, and not that of this server."));
        return cut.SectorIdentifierUri is null || await sector.HoldsAsync(new Uri(cut.SectorIdentifierUri), cut.RedirectUris ?? [], cancel)
            ? cut
            : Refuse(new("sector_identifier_uri", "There must be a JSON array of strings at that address, with every redirect URI in it."));
    }

    /// <summary>Whether a client must send a code challenge.</summary>
    public bool NeedsPkce(Client client) => client.IsPublic || options.Value.RequirePkce;

    // RFC 7591 §3.2.2: the redirect URIs have a code of their own.
    private static OAuthError Refuse(MetadataFault fault) => fault.Field == "redirect_uris"
        ? OAuthError.InvalidRedirectUri(fault.Message)
        : OAuthError.InvalidClientMetadata($"{fault.Field}: {fault.Message}");

    private static (string Field, string? Uri)[] Addresses(ClientMetadata c) =>
    [
        ("client_uri", c.ClientUri), ("logo_uri", c.LogoUri), ("policy_uri", c.PolicyUri), ("tos_uri", c.TosUri), ("initiate_login_uri", c.InitiateLoginUri), ("jwks_uri", c.JwksUri),
        ("sector_identifier_uri", c.SectorIdentifierUri), ("backchannel_logout_uri", c.BackchannelLogoutUri), ("frontchannel_logout_uri", c.FrontchannelLogoutUri),
    ];
}
