using AuthServer.Audit;
using AuthServer.Devices;
using AuthServer.Protocol;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;

namespace AuthServer.Credentials;

/// <summary>The grant type <c>password</c> (RFC 6749 §4.3), for first-party clients only; <c>username</c> is a username, an e-mail address or a phone number.</summary>
internal sealed class PasswordGrant(PasswordSignIn signIn, DeviceGate gate, AppSignIn apps) : IGrant
{
    public const string GrantType = "password";

    public string Type => GrantType;

    public async Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel)
    {
        if (!request.Client.FirstParty) return CredentialErrors.FirstPartyOnly;
        // Before the secret is verified: what is malformed costs no guess.
        var scopes = AppSignIn.Scopes(request);
        if (scopes.Refused) return scopes.Error;
        if (!request.Parameters.TryGet("username", out var username) || !request.Parameters.TryGet("password", out var password)) return OAuthError.InvalidRequest("The username or the password is missing.");
        if (DeviceInfo.Of(request.Parameters) is not { } device) return CredentialErrors.MalformedDevice;
        switch (await signIn.VerifyAsync(username, password, device, Origin.Of(request), cancel))
        {
            case SignInOutcome.Throttled throttled:
                return OAuthError.SlowDown(throttled.RetryAfter);
            case SignInOutcome.EmailNotVerified:
                return CredentialErrors.Unverified;
            case SignInOutcome.Accepted { User: var user, Subject: var subject }:
                var admitted = await gate.AfterPasswordAsync(user, device, Origin.Of(request), cancel);
                return apps.Approve(request, scopes.Value, subject, CredentialKind.Password.Amr, admitted);
            default:
                return CredentialErrors.Wrong;
        }
    }
}
