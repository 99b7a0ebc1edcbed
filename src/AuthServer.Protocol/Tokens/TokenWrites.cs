using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Tokens;

/// <summary>The one durable write behind an approval.</summary>
public sealed class TokenWrites(ITokenStore store, SessionStart starts, IOptions<ProtocolOptions> options, ILogger<TokenWrites> log)
{
    /// <summary>Writes; null where it is on disk, else the refusal.</summary>
    public async Task<OAuthError?> WriteAsync(Approval approval, DateTimeOffset now, CancellationToken cancel)
    {
        switch (approval.Write)
        {
            case TokenWrite.SignIn signIn:
                return await starts.BeginAsync(signIn.Session, approval.Grant, approval.Subject!, cancel) ? null : OAuthError.InvalidGrant("The credentials are not valid.");
            case TokenWrite.Redeem:
                return Refusal(await store.RedeemAsync(approval.Grant!, approval.Client.AsksConsent, cancel), approval);
            case TokenWrite.RedeemDevice:
                return await store.RedeemDeviceAsync(approval.Grant!, approval.Client.AsksConsent, cancel) ? null : OAuthError.InvalidGrant("The device code was used before, or its session or the user's consent has ended.");
            case TokenWrite.Rotate rotate:
                var grant = approval.Grant!;
                var idleEnd = GrantTerms.Earlier(GrantTerms.IdleEnd(approval.Client, options.Value, now), grant.ExpiresAt);
                return Refusal(await store.RotateAsync(new RotationRequest(grant.Id, rotate.Generation, now, idleEnd, options.Value.RefreshGrace), cancel), approval);
            default:
                return null;
        }
    }

    private OAuthError? Refusal(Redemption redemption, Approval approval)
    {
        if (redemption == Redemption.Redeemed) return null;
        if (redemption == Redemption.Replayed) log.LogWarning(SecurityLog.CodeReplayed, "An authorization code of client {ClientId} was replayed; grant {GrantId} is revoked", approval.Client.ClientId, approval.Grant!.Id);
        return OAuthError.InvalidGrant("The code was used before, or its session or the user's consent has ended.");
    }

    private OAuthError? Refusal(Rotation rotation, Approval approval)
    {
        if (rotation == Rotation.Rotated) return null;
        if (rotation == Rotation.Reused) log.LogWarning(SecurityLog.RefreshTokenReused, "A refresh token of client {ClientId} was reused; grant {GrantId} is revoked", approval.Client.ClientId, approval.Grant!.Id);
        return OAuthError.InvalidGrant("The refresh token is expired, revoked or was used before.");
    }
}
