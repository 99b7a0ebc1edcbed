using System.Text.Json;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Registration;

namespace AuthServer.Admin.Clients;

/// <summary>Carries settings that were found good into a client's row, and back.</summary>
internal static class SettingsMapping
{
    public const string Jwt = "jwt";
    public const string Reference = "reference";

    /// <summary>Replaces what the row says; what is left out takes its default.</summary>
    public static void Apply(ClientSettings settings, Client client)
    {
        ClientMapping.Apply(settings, client);
        client.AuthMethods = [.. MethodsOf(settings)];
        client.Enabled = settings.Enabled ?? true;
        client.FirstParty = settings.FirstParty ?? false;
        client.RequireConsent = settings.RequireConsent ?? !client.FirstParty;
        client.RequirePkce = settings.RequirePkce ?? true;
        client.StrictAssertionAudience = settings.StrictAssertionAudience ?? false;
        client.ReferenceTokens = settings.AccessTokenFormat == Reference;
        (client.AccessTokenSeconds, client.IdTokenSeconds) = (settings.AccessTokenLifetime, settings.IdTokenLifetime);
        (client.RefreshSeconds, client.RefreshIdleSeconds) = (settings.RefreshTokenLifetime, settings.RefreshTokenIdleLifetime);
        client.Resources = [.. settings.Resources ?? []];
        client.CorsOrigins = [.. settings.AllowedCorsOrigins ?? []];
        // A secret that no method takes is one that nobody looks after.
        if (!TakesSecret(client)) client.Secrets.Clear();
    }

    /// <summary>What the row says.</summary>
    /// <param name="client">The client with its secrets.</param>
    /// <param name="secret">The secret that was just made; null in every other answer.</param>
    public static ClientState Of(Client client, string? secret = null) => ClientMapping.Fill(client, new ClientState
    {
        ClientId = client.ClientId,
        ClientSecret = secret,
        Secrets = [.. client.Secrets.OrderBy(s => s.Id).Select(SecretAnswer.Of)],
        Origin = JsonNamingPolicy.SnakeCaseLower.ConvertName(client.Origin.ToString()),
        Version = client.Version,
        CreatedAt = client.CreatedAt > DateTimeOffset.UnixEpoch ? client.CreatedAt.UtcDateTime : null,
        Enabled = client.Enabled,
        FirstParty = client.FirstParty,
        RequireConsent = client.AsksConsent,
        RequirePkce = client.RequirePkce,
        TokenEndpointAuthMethods = client.AuthMethods,
        StrictAssertionAudience = client.StrictAssertionAudience,
        AccessTokenFormat = client.ReferenceTokens ? Reference : Jwt,
        AccessTokenLifetime = client.AccessTokenSeconds,
        IdTokenLifetime = client.IdTokenSeconds,
        RefreshTokenLifetime = client.RefreshSeconds,
        RefreshTokenIdleLifetime = client.RefreshIdleSeconds,
        Resources = client.Resources,
        AllowedCorsOrigins = client.CorsOrigins,
        DpopBoundAccessTokens = false,
        TlsClientCertificateBoundAccessTokens = false,
        RequirePushedAuthorizationRequests = false,
    });

    /// <summary>What the row says, without what cannot be written: where a change of some members begins.</summary>
    public static ClientSettings WritableOf(Client client)
    {
        var state = Of(client);
        return ClientMapping.Fill(client, new ClientSettings()) with
        {
            ClientId = state.ClientId,
            Enabled = state.Enabled,
            FirstParty = state.FirstParty,
            RequireConsent = state.RequireConsent,
            RequirePkce = state.RequirePkce,
            TokenEndpointAuthMethods = state.TokenEndpointAuthMethods,
            StrictAssertionAudience = state.StrictAssertionAudience,
            AccessTokenFormat = state.AccessTokenFormat,
            AccessTokenLifetime = state.AccessTokenLifetime,
            IdTokenLifetime = state.IdTokenLifetime,
            RefreshTokenLifetime = state.RefreshTokenLifetime,
            RefreshTokenIdleLifetime = state.RefreshTokenIdleLifetime,
            Resources = state.Resources,
            AllowedCorsOrigins = state.AllowedCorsOrigins,
        };
    }

    /// <summary>The methods that are meant: the list, or the one that is named, or the default of RFC 7591 §2.</summary>
    public static IReadOnlyList<string> MethodsOf(ClientSettings settings) =>
        settings.TokenEndpointAuthMethods ?? [settings.TokenEndpointAuthMethod ?? AuthMethods.ClientSecretBasic];

    /// <summary>Whether any of a client's methods takes a secret.</summary>
    public static bool TakesSecret(Client client) => client.AuthMethods.Any(method => method is AuthMethods.ClientSecretBasic or AuthMethods.ClientSecretPost);
}
