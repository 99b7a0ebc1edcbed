using AuthServer.Protocol.Consents;

namespace AuthServer.Admin.Consents;

/// <summary>What a user allowed a client.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Scopes">What was allowed.</param>
/// <param name="GrantedAt">When the user last said yes, UTC.</param>
internal sealed record ConsentRow(string UserId, string ClientId, IReadOnlyList<string> Scopes, DateTime GrantedAt)
{
    public static ConsentRow Of(Consent consent) => new(consent.Subject, consent.ClientId, [.. consent.Scopes], consent.GrantedAt.UtcDateTime);
}
