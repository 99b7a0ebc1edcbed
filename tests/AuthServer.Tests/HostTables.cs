using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests;

/// <summary>What tests read from a host's tables, because no route tells it.</summary>
internal static class HostTables
{
    /// <summary>Reads the tables of accounts.</summary>
    public static async Task<T> ReadAsync<T>(this AuthServerHost host, Func<AccountsDbContext, Task<T>> read)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>The engine's tables.</summary>
    public static Task<ProtocolDbContext> EngineAsync(AuthServerHost host) => host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();

    /// <summary>Waits until nothing is left to be sent.</summary>
    public static Task QuietAsync(this AuthServerHost host) => host.UntilAsync(db => db.Outbox.AnyAsync(), left => !left);

    /// <summary>Moves the clock once everything that was asked for before is done: what is left would be too late.</summary>
    public static async Task AdvanceAsync(this AuthServerHost host, TimeSpan by)
    {
        await host.QuietAsync();
        host.Clock.Advance(by);
    }

    /// <summary>The audit's rows of an event about a user, oldest first; waits until there are so many.</summary>
    public static Task<List<AuditEntry>> AuditAsync(this AuthServerHost host, string subject, string name, int rows = 1) =>
        host.UntilAsync(db => db.Audit.AsNoTracking().Where(a => a.Subject == subject && a.Event == name).OrderBy(a => a.Id).ToListAsync(), found => found.Count >= rows);

    /// <summary>Reads until it is as it should be, for ten seconds.</summary>
    public static async Task<T> UntilAsync<T>(this AuthServerHost host, Func<AccountsDbContext, Task<T>> read, Func<T, bool> done)
    {
        for (var deadline = Environment.TickCount64 + 10_000; ; await Task.Yield())
        {
            var found = await host.ReadAsync(read);
            if (done(found)) return found;
            if (Environment.TickCount64 > deadline) throw new InvalidOperationException("It did not come to it.");
        }
    }
}
