using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Credentials;

/// <summary><c>GET /auth/pin/status/</c>: how the caller's own PIN stands.</summary>
internal sealed class PinStatus(IDbContextFactory<AccountsDbContext> contexts, GuessBudget budget)
{
    public async Task<OkEnvelope<PinStatusAnswer>> HandleAsync(SignedInUser caller, CancellationToken cancel)
    {
        var user = caller.Id;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var pin = await db.Pins.AsNoTracking().FirstOrDefaultAsync(p => p.UserId == user, cancel);
        var state = budget.StateOf(user);
        var locked = state.LockedUntil is not null || state.PinDisabled || pin?.Hash == PinCredential.Unusable;
        return Envelope.Ok(new PinStatusAnswer(pin is not null, locked, state.LockedUntil?.UtcDateTime, state.Failures, locked ? 0 : state.Remaining, pin?.ChangedAt.UtcDateTime));
    }
}
