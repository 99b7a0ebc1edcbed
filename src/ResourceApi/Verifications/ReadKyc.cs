using System.Security.Claims;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>GET how far the caller is verified.</summary>
internal static class ReadKyc
{
    public static async Task<OkEnvelope<KycAnswer>> HandleAsync(ClaimsPrincipal user, ApiDbContext db, Declarations declarations, TimeProvider clock, CancellationToken cancellationToken) =>
        Envelope.Ok(KycAnswer.Of(await KycStanding.ReadAsync(db, user.FindFirstValue("sub")!, clock.GetUtcNow(), cancellationToken), declarations), "How far you are verified.");
}
