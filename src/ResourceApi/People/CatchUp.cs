using Microsoft.EntityFrameworkCore;
using ResourceApi.AuthServerCalls;
using ResourceApi.Data;

namespace ResourceApi.People;

/// <summary>Fills an empty database: has the events that are kept told once more, then reads all users page by page. A killed run goes on where it was.</summary>
internal sealed class CatchUp(IDbContextFactory<ApiDbContext> contexts, AdminApi admin, KnownPeople people, ILogger<CatchUp> log) : BackgroundService
{
    private const string Users = "users";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!admin.IsConfigured)
            log.LogWarning("AuthServer:ClientSecret is not set: users who were there before are known when they change");
        for (var pause = Pause; admin.IsConfigured && !stoppingToken.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await TryAsync(stoppingToken) is not { } reason)
                break;
            log.LogWarning("Users are not read yet: {Reason}; again in {Seconds} s", reason, pause.TotalSeconds);
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Why it did not come to its end; null where it did.</returns>
    private async Task<string?> TryAsync(CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        var mark = await MarkAsync(cancel);
        if (mark.Done)
            return null;
        // What ended while nothing was remembered here is refused again before the users are read.
        if (mark.Cursor is null && await admin.ReplayAsync(cancel) is { Value: null } refused)
        {
            if (!refused.IsRefusal)
                return refused.Reason;
            log.LogError("Nothing that ended before is told once more: {Reason}. Events:Receivers:…:Client of AuthServer must name this API's client", refused.Reason);
        }
        var read = 0;
        for (var (cursor, more) = (mark.Cursor, true); more;)
        {
            var answer = await admin.UsersAsync(cursor, cancel);
            if (answer.Value is not { } page)
                return answer.Reason;
            await people.TakeAsync(page.Items, db => KeepAsync(db, page, cancel), cancel);
            (cursor, more, read) = (page.NextCursor, page.HasMore, read + page.Items.Count);
            log.LogInformation("Read {Users} users{More}", read, more ? " so far" : "");
        }
        return null;
    }

    private async Task<SyncMark> MarkAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.SyncMarks.AsNoTracking().SingleOrDefaultAsync(mark => mark.Name == Users, cancel) ?? new SyncMark { Name = Users };
    }

    // With the page's users in one transaction.
    private static async Task KeepAsync(ApiDbContext db, UserPage page, CancellationToken cancel)
    {
        var mark = await db.SyncMarks.FindAsync([Users], cancel);
        if (mark is null)
            db.SyncMarks.Add(mark = new SyncMark { Name = Users });
        (mark.Cursor, mark.Done) = (page.NextCursor, !page.HasMore);
    }
}
