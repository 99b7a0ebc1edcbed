using System.Text.Json;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Storage;
using Jose;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Clients.Authentication;

/// <summary><c>private_key_jwt</c>: a JWT that the client signs for this one request (RFC 7523 §2.2 and §3, OIDC Core §9).</summary>
internal sealed class PrivateKeyJwt(ClientKeys keys, ITokenStore store, IOptions<ProtocolOptions> options, TimeProvider time) : IClientAuthentication
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string Purpose = "client_assertion";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    // draft-ietf-oauth-rfc7523bis: a type of its own; most clients still leave it out.
    private static readonly string?[] Types = [null, "jwt", "client-authentication+jwt"];

    public string Method => AuthMethods.PrivateKeyJwt;

    public bool IsTried(HttpRequest request, Parameters parameters) => parameters[Names.ClientAssertion] is not null || parameters[Names.ClientAssertionType] is not null;

    public Result<ClientProof> Read(HttpRequest request, Parameters parameters)
    {
        if (parameters[Names.ClientAssertionType] != AssertionType || StrictToken.Parse(parameters[Names.ClientAssertion]) is not { } assertion) return OAuthError.InvalidClient();
        var claims = assertion.Payload;
        // RFC 7523 §3: the client speaks of itself. RFC 7521 §4.2: a client_id beside the assertion names the same client.
        if (Claims.Text(claims, "sub") is not { } clientId || Claims.Text(claims, "iss") != clientId || (parameters[Names.ClientId] ?? clientId) != clientId) return OAuthError.InvalidClient();
        return Types.Contains(assertion.Type) && IsForUs(claims, request) && IsInTime(claims) && Claims.Text(claims, "jti") is not null
            ? new ClientProof(clientId, "", assertion)
            : OAuthError.InvalidClient();
    }

    public async ValueTask<bool> HoldsAsync(ClientProof proof, Client? client, CancellationToken cancel)
    {
        var assertion = proof.Assertion!;
        if (!await keys.HoldsAsync(client, assertion, client?.AssertionAlgorithm, cancel)) return false;
        if (client!.StrictAssertionAudience && Claims.Text(assertion.Payload, "aud") != options.Value.Issuer) return false;
        // Remembered after the signature held: a forger cannot use up an identifier that the client will need.
        var key = UsedToken.KeyOf(Purpose, client.ClientId, Claims.Text(assertion.Payload, "jti")!);
        // The clocks of two nodes differ a little: what one has forgotten the other must refuse by its time.
        return await store.UseOnceAsync(key, Claims.Moment(assertion.Payload, "exp")!.Value + Skew, cancel);
    }

    // One audience, as a text: an assertion that is for another server too could be used by it against us (CVE-2025-27370, CVE-2025-27371).
    private bool IsForUs(JsonElement claims, HttpRequest request)
    {
        var issuer = options.Value.Issuer;
        return Claims.Text(claims, "aud", int.MaxValue) is { } audience && (audience == issuer || audience == issuer + Routes.Token || audience == issuer + request.Path);
    }

    private bool IsInTime(JsonElement claims)
    {
        var now = time.GetUtcNow();
        return Claims.Moment(claims, "exp") is { } end && now < end && end <= now + Longest + Skew && HasBegun(claims, "nbf", now) && HasBegun(claims, "iat", now);
    }

    private static bool HasBegun(JsonElement claims, string name, DateTimeOffset now) =>
        !claims.TryGetProperty(name, out _) || (Claims.Moment(claims, name) is { } begin && begin <= now + Skew);
}
