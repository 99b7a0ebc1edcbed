using System.Security.Claims;
using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Credentials;

/// <summary><c>GET /auth/pin/status/</c>: how the caller's own PIN stands.</summary>
internal sealed class PinStatus(IDbContextFactory<AccountsDbContext> contexts, GuessBudget budget)
{
    public async Task<OkEnvelope<PinStatusAnswer>> HandleAsync(ClaimsPrincipal caller, CancellationToken cancel)
    {
        var user = caller.Id();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var changed = await db.Pins.Where(p => p.UserId == user).Select(p => (DateTimeOffset?)p.ChangedAt).FirstOrDefaultAsync(cancel);
        var state = await budget.StateAsync(user, cancel);
        var locked = state.LockedUntil is not null || state.PinDisabled;
        return Envelope.Ok(new PinStatusAnswer(changed is not null, locked, state.LockedUntil?.UtcDateTime, state.Failures, locked ? 0 : state.Remaining, changed?.UtcDateTime));
    }
}
