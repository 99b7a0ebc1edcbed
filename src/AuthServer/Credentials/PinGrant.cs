using AuthServer.Audit;
using AuthServer.Devices;
using AuthServer.Protocol;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Credentials;

/// <summary>The grant type <c>urn:authplatform:grant-type:pin</c>: <c>phone_number</c> and <c>pin</c>, or the <c>challenge_id</c> and <c>code</c> that an unknown device has to bring.</summary>
internal sealed class PinGrant(PinSignIn signIn, DeviceGate gate, NewDeviceAnswer answers, AppSignIn apps) : IGrant
{
    public const string GrantType = "urn:authplatform:grant-type:pin";

    public string Type => GrantType;

    public async Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel)
    {
        if (!request.Client.FirstParty) return CredentialErrors.FirstPartyOnly;
        // Before the secret is verified: what is malformed costs no guess.
        var scopes = AppSignIn.Scopes(request);
        if (scopes.Refused) return scopes.Error;
        return request.Parameters.TryGet(CredentialErrors.ChallengeId, out var challenge) ? await ByCodeAsync(request, scopes.Value, challenge, cancel) : await ByPinAsync(request, scopes.Value, cancel);
    }

    private async Task<Result<Approval>> ByPinAsync(TokenRequest request, ScopeSet scopes, CancellationToken cancel)
    {
        if (!request.Parameters.TryGet("phone_number", out var phone) || !request.Parameters.TryGet("pin", out var pin)) return OAuthError.InvalidRequest("The phone_number or the pin is missing.");
        if (DeviceInfo.Of(request.Parameters) is not { } device) return CredentialErrors.MalformedDevice;
        switch (await signIn.VerifyAsync(phone, pin, device, Origin.Of(request), cancel))
        {
            case SignInOutcome.Throttled throttled:
                return OAuthError.SlowDown(throttled.RetryAfter);
            case SignInOutcome.Accepted { User: var user, Subject: var subject }:
                var admitted = await gate.AfterPinAsync(user, device, request.Client.ClientId, Origin.Of(request), cancel);
                return admitted.Refused ? admitted.Error : apps.Approve(request, scopes, subject, CredentialKind.Pin.Amr, admitted.Value.DeviceId);
            default:
                return CredentialErrors.Wrong;
        }
    }

    private async Task<Result<Approval>> ByCodeAsync(TokenRequest request, ScopeSet scopes, string challenge, CancellationToken cancel)
    {
        if (!request.Parameters.TryGet("code", out var code)) return OAuthError.InvalidRequest("The code is missing.");
        var passed = await answers.TryAsync(challenge, code, request.Client.ClientId, Origin.Of(request), cancel);
        if (passed.Refused) return passed.Error;
        return apps.Approve(request, scopes, passed.Value.Subject, passed.Value.Amr, passed.Value.DeviceId);
    }
}
