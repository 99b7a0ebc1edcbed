using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Registration;

/// <summary>Carries metadata that was found good into a client's row, and back.</summary>
public static class ClientMapping
{
    private const string DefaultName = "Unnamed app";

    /// <summary>Replaces what the client says of itself; what is left out takes its default (RFC 7591 §2).</summary>
    public static void Apply(ClientMetadata metadata, Client client)
    {
        client.Name = metadata.ClientName ?? DefaultName;
        client.Native = metadata.ApplicationType == "native";
        client.RedirectUris = [.. metadata.RedirectUris ?? []];
        client.PostLogoutRedirectUris = [.. metadata.PostLogoutRedirectUris ?? []];
        client.GrantTypes = [.. metadata.GrantTypes ?? [GrantTypes.AuthorizationCode]];
        client.Scopes = ScopeSet.Parse(metadata.Scope) ?? ScopeSet.Empty;
        client.Contacts = [.. metadata.Contacts ?? []];
        (client.ClientUri, client.LogoUri, client.PolicyUri, client.TosUri) = (metadata.ClientUri, metadata.LogoUri, metadata.PolicyUri, metadata.TosUri);
        (client.SoftwareId, client.SoftwareVersion, client.InitiateLoginUri) = (metadata.SoftwareId, metadata.SoftwareVersion, metadata.InitiateLoginUri);
        client.AuthMethods = [metadata.TokenEndpointAuthMethod ?? AuthMethods.ClientSecretBasic];
        (client.Jwks, client.JwksUri, client.AssertionAlgorithm) = (metadata.Jwks?.ToJsonString(), metadata.JwksUri, metadata.TokenEndpointAuthSigningAlg);
        ApplyTokens(metadata, client);
        (client.BackChannelLogoutUri, client.BackChannelLogoutSessionRequired) = (metadata.BackchannelLogoutUri, metadata.BackchannelLogoutSessionRequired ?? false);
        (client.FrontChannelLogoutUri, client.FrontChannelLogoutSessionRequired) = (metadata.FrontchannelLogoutUri, metadata.FrontchannelLogoutSessionRequired ?? false);
    }

    /// <summary>What a client's row says, with every default filled in.</summary>
    public static ClientMetadata Of(Client client) => Fill(client, new ClientMetadata());

    /// <summary>As above, into a record that has members of its own.</summary>
    public static T Fill<T>(Client client, T into) where T : ClientMetadata => (T)(into with
    {
        ClientName = client.Name,
        ApplicationType = client.Native ? "native" : "web",
        RedirectUris = client.RedirectUris,
        PostLogoutRedirectUris = client.PostLogoutRedirectUris,
        GrantTypes = client.GrantTypes,
        ResponseTypes = client.Allows(GrantTypes.AuthorizationCode) ? ["code"] : [],
        Scope = client.Scopes.ToString(),
        Contacts = client.Contacts,
        ClientUri = client.ClientUri,
        LogoUri = client.LogoUri,
        PolicyUri = client.PolicyUri,
        TosUri = client.TosUri,
        SoftwareId = client.SoftwareId,
        SoftwareVersion = client.SoftwareVersion,
        InitiateLoginUri = client.InitiateLoginUri,
        TokenEndpointAuthMethod = client.AuthMethods.FirstOrDefault(),
        TokenEndpointAuthSigningAlg = client.AssertionAlgorithm,
        Jwks = client.Jwks is { } jwks ? JsonNode.Parse(jwks)!.AsObject() : null,
        JwksUri = client.JwksUri,
        SubjectType = client.Pairwise ? "pairwise" : "public",
        SectorIdentifierUri = client.SectorIdentifierUri,
        IdTokenSignedResponseAlg = client.IdTokenAlgorithm,
        UserinfoSignedResponseAlg = client.UserInfoAlgorithm,
        IntrospectionSignedResponseAlg = client.IntrospectionAlgorithm,
        RequestObjectSigningAlg = client.RequestObjectAlgorithm,
        RequireSignedRequestObject = client.RequireSignedRequestObject,
        DefaultMaxAge = client.DefaultMaxAge,
        RequireAuthTime = client.RequireAuthTime,
        DefaultAcrValues = client.DefaultAcrValues,
        BackchannelLogoutUri = client.BackChannelLogoutUri,
        BackchannelLogoutSessionRequired = client.BackChannelLogoutSessionRequired,
        FrontchannelLogoutUri = client.FrontChannelLogoutUri,
        FrontchannelLogoutSessionRequired = client.FrontChannelLogoutSessionRequired,
    });

    private static void ApplyTokens(ClientMetadata metadata, Client client)
    {
        client.IdTokenAlgorithm = metadata.IdTokenSignedResponseAlg ?? SigningAlgorithms.RS256;
        client.UserInfoAlgorithm = metadata.UserinfoSignedResponseAlg;
        client.IntrospectionAlgorithm = metadata.IntrospectionSignedResponseAlg ?? SigningAlgorithms.RS256;
        (client.RequestObjectAlgorithm, client.RequireSignedRequestObject) = (metadata.RequestObjectSigningAlg, metadata.RequireSignedRequestObject ?? false);
        (client.Pairwise, client.SectorIdentifierUri) = (metadata.SubjectType == "pairwise", metadata.SectorIdentifierUri);
        (client.DefaultMaxAge, client.RequireAuthTime, client.DefaultAcrValues) = (metadata.DefaultMaxAge, metadata.RequireAuthTime ?? false, [.. metadata.DefaultAcrValues ?? []]);
    }
}
