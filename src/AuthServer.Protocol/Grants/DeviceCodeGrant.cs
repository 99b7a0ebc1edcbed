using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol.Grants;

/// <summary>The grant type <c>urn:ietf:params:oauth:grant-type:device_code</c> (RFC 8628 §3.4): a device polls until its user has decided.</summary>
internal sealed class DeviceCodeGrant(KeyRing ring, ITokenStore store, ISubjects subjects, IOptions<ProtocolOptions> options, TimeProvider time) : IGrant
{
    public string Type => GrantTypes.DeviceCode;

    public async Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel)
    {
        var (client, parameters, _) = request;
        if (!parameters.TryGet("device_code", out var text)) return OAuthError.InvalidRequest("The device_code is missing.");
        if (!DeviceCode.TryParse(text, ring, out var id)) return Refused();
        var now = time.GetUtcNow();
        // Another client's code, a used one and an unknown one look alike, and no poll of another client counts.
        if (await store.PollDeviceRequestAsync(id, client.ClientId, now, cancel) is not { } poll) return Refused();
        if (poll.Request.ExpiresAt <= now) return OAuthError.ExpiredToken();
        return poll.Request.Decision switch
        {
            DeviceDecision.Allowed => await ApproveAsync(client, poll.Request, now, cancel),
            DeviceDecision.Denied => OAuthError.AccessDenied(),
            _ => poll.TooSoon ? OAuthError.PollSlower() : OAuthError.AuthorizationPending(),
        };
    }

    private async Task<Result<Approval>> ApproveAsync(Client client, DeviceRequest device, DateTimeOffset now, CancellationToken cancel)
    {
        if (device is not { SessionId: { } sessionId, AuthTime: { } authTime, Acr: { } acr, Amr: { } amr }) return Refused();
        // The store looks at the session once more, in the transaction that redeems.
        if (await store.FindLiveSessionAsync(sessionId, now, cancel) is not { } session) return Refused();
        if (await subjects.FindAsync(session.Subject, cancel) is not { } subject) return Refused();
        // What was withdrawn from the client since the user decided is left out.
        var scopes = device.Allowed.Intersect(client.Scopes);
        // The session may have moved on to a later sign-in; the tokens tell of the one on which the user decided.
        var grant = GrantTerms.New(device.Id, session, client, scopes, options.Value, now) with { AuthTime = authTime, Acr = acr, Amr = amr };
        return new Approval(client, scopes, new TokenWrite.RedeemDevice()) { Subject = subject, Grant = grant };
    }

    private static OAuthError Refused() => OAuthError.InvalidGrant("The device code is not valid, was used, or was issued to another client.");
}
