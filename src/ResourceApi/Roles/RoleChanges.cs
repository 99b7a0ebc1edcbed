using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Roles;

/// <summary>The history of types. A change is asked for here and made at the authorization server; what it tells of it completes the row, also after a kill in between.</summary>
internal sealed class RoleChanges(Writes writes, TimeProvider clock)
{
    private const int Shown = 50;

    // What was asked for longer ago came to nothing; somebody else has made the change.
    private static readonly TimeSpan Answered = TimeSpan.FromMinutes(10);

    /// <summary>Notes that a user asks for a change.</summary>
    public Task BeginAsync(RoleChange change, CancellationToken cancel) => writes.RunAsync(db =>
    {
        db.RoleChanges.Add(change);
        return Task.CompletedTask;
    }, cancel);

    /// <summary>Notes that the change is made: the one that was asked for, or one that somebody else made.</summary>
    public async Task CompleteAsync(ApiDbContext db, string subject, string from, string to, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var since = now - Answered;
        var asked = await db.RoleChanges.Where(change => change.Subject == subject && change.From == from && change.To == to && change.DoneAt == null && change.At > since).OrderByDescending(change => change.At).FirstOrDefaultAsync(cancel);
        if (asked is null)
            db.RoleChanges.Add(asked = new RoleChange { Subject = subject, From = from, To = to, At = now });
        asked.DoneAt = now;
    }

    /// <summary>What was made, newest first.</summary>
    public static Task<List<RoleChange>> OfAsync(ApiDbContext db, string subject, CancellationToken cancel) =>
        db.RoleChanges.AsNoTracking().Where(change => change.Subject == subject && change.DoneAt != null).OrderByDescending(change => change.DoneAt).ThenByDescending(change => change.Id).Take(Shown).ToListAsync(cancel);
}
