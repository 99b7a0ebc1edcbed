using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements that read a client: the first token request of a server has no model of EF Core to wait for.</summary>
internal static class SqliteClients
{
    /// <summary>A client with its secrets; null where there is none.</summary>
    public static Client? Client(this SqliteStatements s, string clientId)
    {
        var client = s.First("SELECT * FROM clients WHERE client_id = @id", Read, ("@id", clientId));
        client?.Secrets.AddRange(s.All("SELECT id, hash, name, created_at, expires_at FROM client_secrets WHERE client_id = @id", ReadSecret, ("@id", clientId)));
        return client;
    }

    private static Client Read(SqliteDataReader r) => new()
    {
        ClientId = Text(r, "client_id"),
        Name = Text(r, "name"),
        Enabled = r.GetBoolean(r.GetOrdinal("enabled")),
        FirstParty = r.GetBoolean(r.GetOrdinal("first_party")),
        RequireConsent = r.GetBoolean(r.GetOrdinal("require_consent")),
        Origin = (ClientOrigin)r.GetInt32(r.GetOrdinal("origin")),
        Native = r.GetBoolean(r.GetOrdinal("native")),
        RequirePkce = r.GetBoolean(r.GetOrdinal("require_pkce")),
        AuthMethods = List(r, "auth_methods"),
        AssertionAlgorithm = TextOrNull(r, "assertion_algorithm"),
        StrictAssertionAudience = r.GetBoolean(r.GetOrdinal("strict_assertion_audience")),
        Jwks = TextOrNull(r, "jwks"),
        JwksUri = TextOrNull(r, "jwks_uri"),
        GrantTypes = List(r, "grant_types"),
        RedirectUris = List(r, "redirect_uris"),
        PostLogoutRedirectUris = List(r, "post_logout_redirect_uris"),
        CorsOrigins = List(r, "cors_origins"),
        Scopes = ScopeSet.Parse(Text(r, "scopes"))!,
        Resources = List(r, "resources"),
        IdTokenAlgorithm = Text(r, "id_token_algorithm"),
        UserInfoAlgorithm = TextOrNull(r, "user_info_algorithm"),
        IntrospectionAlgorithm = Text(r, "introspection_algorithm"),
        RequestObjectAlgorithm = TextOrNull(r, "request_object_algorithm"),
        RequireSignedRequestObject = r.GetBoolean(r.GetOrdinal("require_signed_request_object")),
        ReferenceTokens = r.GetBoolean(r.GetOrdinal("reference_tokens")),
        Pairwise = r.GetBoolean(r.GetOrdinal("pairwise")),
        SectorIdentifierUri = TextOrNull(r, "sector_identifier_uri"),
        DefaultMaxAge = NumberOrNull(r, "default_max_age"),
        RequireAuthTime = r.GetBoolean(r.GetOrdinal("require_auth_time")),
        DefaultAcrValues = List(r, "default_acr_values"),
        InitiateLoginUri = TextOrNull(r, "initiate_login_uri"),
        BackChannelLogoutUri = TextOrNull(r, "back_channel_logout_uri"),
        BackChannelLogoutSessionRequired = r.GetBoolean(r.GetOrdinal("back_channel_logout_session_required")),
        FrontChannelLogoutUri = TextOrNull(r, "front_channel_logout_uri"),
        FrontChannelLogoutSessionRequired = r.GetBoolean(r.GetOrdinal("front_channel_logout_session_required")),
        ClientUri = TextOrNull(r, "client_uri"),
        LogoUri = TextOrNull(r, "logo_uri"),
        PolicyUri = TextOrNull(r, "policy_uri"),
        TosUri = TextOrNull(r, "tos_uri"),
        Contacts = List(r, "contacts"),
        SoftwareId = TextOrNull(r, "software_id"),
        SoftwareVersion = TextOrNull(r, "software_version"),
        AccessTokenSeconds = NumberOrNull(r, "access_token_seconds"),
        IdTokenSeconds = NumberOrNull(r, "id_token_seconds"),
        RefreshSeconds = NumberOrNull(r, "refresh_seconds"),
        RefreshIdleSeconds = NumberOrNull(r, "refresh_idle_seconds"),
        RegistrationTokenHash = r.IsDBNull(r.GetOrdinal("registration_token_hash")) ? null : r.GetFieldValue<byte[]>(r.GetOrdinal("registration_token_hash")),
        RegistrationScopes = ScopeSet.Parse(Text(r, "registration_scopes"))!,
        Version = r.GetInt64(r.GetOrdinal("version")),
        CreatedAt = SqliteGrants.Time(r, r.GetOrdinal("created_at")),
    };

    private static ClientSecret ReadSecret(SqliteDataReader r) => new()
    {
        Id = SqliteGrants.Id(r, 0),
        Hash = r.GetFieldValue<byte[]>(1),
        Name = r.IsDBNull(2) ? null : r.GetString(2),
        CreatedAt = SqliteGrants.Time(r, 3),
        ExpiresAt = r.IsDBNull(4) ? null : SqliteGrants.Time(r, 4),
    };

    private static string Text(SqliteDataReader r, string column) => r.GetString(r.GetOrdinal(column));

    private static string? TextOrNull(SqliteDataReader r, string column) => r.IsDBNull(r.GetOrdinal(column)) ? null : Text(r, column);

    private static int? NumberOrNull(SqliteDataReader r, string column) => r.IsDBNull(r.GetOrdinal(column)) ? null : r.GetInt32(r.GetOrdinal(column));

    private static List<string> List(SqliteDataReader r, string column) => JsonSerializer.Deserialize<List<string>>(Text(r, column))!;
}
