using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Tokens;

/// <summary>Writes the claims of access tokens (RFC 9068), ID tokens (OIDC Core §2), security event tokens (RFC 8417) and logout tokens (OIDC Back-Channel Logout 1.0).</summary>
public sealed class TokenWriter(SigningKeys keys, KeyRing ring, SubjectIdentifiers identifiers, ScopeCatalogue scopes, IOptions<ProtocolOptions> options, TimeProvider time)
{
    private const int JtiBytes = 24;
    private readonly string _issuer = options.Value.Issuer;

    /// <summary>The time, of which tokens show the seconds.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    internal string AccessToken(Approval approval, DateTimeOffset now, DateTimeOffset expires)
    {
        var audiences = scopes.AudiencesOf(approval.Scopes);
        var token = (Writer: this, Approval: approval, Audiences: audiences, Issued: now.ToUnixTimeSeconds(), Expires: expires.ToUnixTimeSeconds());
        return approval.Client.GetsReferenceTokens
            ? ReferenceToken.Seal(ring, JsonText.Write(token, static (json, token) => token.Writer.AccessClaims(json, token.Approval, token.Audiences, token.Issued, token.Expires)))
            : JwtWriter.Write(keys.Active(scopes.AlgorithmOf(audiences)), JwtType.AccessToken, token, static (json, token) => token.Writer.AccessClaims(json, token.Approval, token.Audiences, token.Issued, token.Expires));
    }

    internal string IdToken(Approval approval, string accessToken, DateTimeOffset now) => JwtWriter.Write(
        keys.Active(approval.Client.IdTokenAlgorithm),
        JwtType.IdToken,
        (Writer: this, Approval: approval, AccessToken: accessToken, Issued: now),
        static (json, token) => token.Writer.IdClaims(json, token.Approval, token.AccessToken, token.Issued));

    /// <summary>A signed security event token for one receiver.</summary>
    public string SecurityEvent(SecurityEvent happened, string audience) => JwtWriter.Write(
        keys.Active(SigningAlgorithms.ES256),
        JwtType.SecurityEvent,
        (Issuer: _issuer, Event: happened, Audience: audience, Issued: Now.ToUnixTimeSeconds()),
        static (json, token) => SecurityEventWriter.Write(json, token.Issuer, token.Event, token.Audience, token.Issued));

    /// <summary>A signed logout token for one client.</summary>
    internal string LogoutToken(Client client, LogoutDelivery delivery) => JwtWriter.Write(
        // OIDC Back-Channel Logout 1.0 §2.6: the algorithm is that of the client's ID tokens.
        keys.Active(client.IdTokenAlgorithm),
        JwtType.LogoutToken,
        (Issuer: _issuer, Client: client, Subject: identifiers.Of(client, delivery.Subject), Delivery: delivery, Issued: Now.ToUnixTimeSeconds()),
        static (json, token) => LogoutTokenClaims.Write(json, token.Issuer, token.Client, token.Subject, token.Delivery, token.Issued));

    private void AccessClaims(Utf8JsonWriter json, Approval approval, IReadOnlyList<string> audiences, long issued, long expires)
    {
        var grant = approval.Grant;
        json.WriteString("iss", _issuer);
        json.WriteString("sub", approval.Subject?.Id ?? approval.Client.ClientId);
        WriteAudience(json, audiences);
        json.WriteString("client_id", approval.Client.ClientId);
        json.WriteString("scope", approval.Scopes.ToString());
        json.WriteNumber("iat", issued);
        json.WriteNumber("exp", expires);
        json.WriteString("jti", Jti(grant?.Id ?? Guid.CreateVersion7()));
        if (grant is null) return;
        json.WriteString("sid", SessionId.Format(grant.SessionId));
        WriteAuthentication(json, grant.AuthTime, grant.Acr, grant.Amr);
        json.WriteNumber("authz_version", approval.Subject!.AuthorizationVersion);
        WriteRoles(json, approval);
        foreach (var claim in approval.Subject.Claims)
        {
            if (approval.Scopes.Contains(claim.Scope)) json.WriteString(claim.Name, claim.Value);
        }
    }

    private void IdClaims(Utf8JsonWriter json, Approval approval, string accessToken, DateTimeOffset now)
    {
        var grant = approval.Grant!;
        json.WriteString("iss", _issuer);
        json.WriteString("sub", identifiers.Of(approval.Client, approval.Subject!.Id));
        json.WriteString("aud", approval.Client.ClientId);
        json.WriteNumber("iat", now.ToUnixTimeSeconds());
        json.WriteNumber("exp", (now + GrantTerms.IdTokenLifetime(approval.Client, options.Value)).ToUnixTimeSeconds());
        WriteAuthentication(json, grant.AuthTime, grant.Acr, grant.Amr);
        if (approval.Nonce is not null) json.WriteString("nonce", approval.Nonce);
        json.WriteString("at_hash", HalfHash(accessToken));
        json.WriteString("sid", SessionId.Format(grant.SessionId));
        WriteRoles(json, approval);
        if (approval.IdTokenClaims is not null) WriteAsked(json, approval.IdTokenClaims);
    }

    private static void WriteAsked(Utf8JsonWriter json, JsonObject claims)
    {
        foreach (var (name, value) in claims)
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }
    }

    private static void WriteAuthentication(Utf8JsonWriter json, DateTimeOffset authTime, string acr, string amr)
    {
        json.WriteNumber("auth_time", authTime.ToUnixTimeSeconds());
        json.WriteString("acr", acr);
        // RFC 8176 §2: mfa stands beside the methods that it was reached by.
        WriteArray(json, "amr", AcrValues.Of(amr) == AcrValues.MultiFactor ? [.. amr.Split(' '), "mfa"] : amr.Split(' '));
    }

    private static void WriteRoles(Utf8JsonWriter json, Approval approval)
    {
        if (approval.Scopes.Contains(StandardScopes.Roles)) WriteArray(json, "roles", approval.Subject!.Roles);
    }

    private void WriteAudience(Utf8JsonWriter json, IReadOnlyList<string> audiences)
    {
        // A token without a resource is for this server's own userinfo endpoint.
        if (audiences.Count > 1) WriteArray(json, "aud", audiences);
        else json.WriteString("aud", audiences.Count == 1 ? audiences[0] : _issuer);
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // The grant's id leads the jti: whoever holds a token can ask whether its grant still lives.
    private static string Jti(Guid grantId)
    {
        Span<byte> jti = stackalloc byte[JtiBytes];
        grantId.TryWriteBytes(jti, bigEndian: true, out var written);
        RandomNumberGenerator.Fill(jti[written..]);
        return Base64Url.EncodeToString(jti);
    }

    // OIDC Core §3.1.3.6: the left half of the hash of the token's ASCII, by the hash of the ID token's alg; ours all end in 256.
    private static string HalfHash(string accessToken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(accessToken), hash);
        return Base64Url.EncodeToString(hash[..(SHA256.HashSizeInBytes / 2)]);
    }
}
