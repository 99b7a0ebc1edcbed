using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Events;

/// <summary>Reads what APIs are told of users.</summary>
internal sealed class UserStates(IDbContextFactory<AccountsDbContext> contexts)
{
    /// <summary>A user as they are now, or null where there is none.</summary>
    public async Task<UserState?> FindAsync(string subject, CancellationToken cancel)
    {
        if (!SubjectReader.TryParse(subject, out var id)) return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await FindAsync(db, id, cancel);
    }

    /// <summary>As above, within a transaction.</summary>
    public static async Task<UserState?> FindAsync(AccountsDbContext db, Guid id, CancellationToken cancel) =>
        (await OfAsync(db, db.Users.Where(u => u.Id == id), cancel)).SingleOrDefault();

    /// <summary>Users after a key, in the order of their keys, perhaps only those whose id, name, address or number is as asked for.</summary>
    public async Task<IReadOnlyList<UserState>> PageAsync(Guid? after, string? query, int limit, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var users = query is null ? db.Users : Matching(db, query);
        if (after is { } key) users = users.Where(u => u.Id.CompareTo(key) > 0);
        return await OfAsync(db, users.OrderBy(u => u.Id).Take(limit), cancel);
    }

    // Names, addresses and numbers by how they begin, which their indexes find.
    private static IQueryable<User> Matching(AccountsDbContext db, string query)
    {
        if (SubjectReader.TryParse(query, out var id)) return db.Users.Where(u => u.Id == id);
        var lower = Ascii.Lower(query);
        return db.Users.Where(u => u.NormalizedUserName!.StartsWith(lower) || u.NormalizedEmail!.StartsWith(lower) || u.PhoneNumber!.StartsWith(query));
    }

    private static async Task<IReadOnlyList<UserState>> OfAsync(AccountsDbContext db, IQueryable<User> users, CancellationToken cancel)
    {
        var found = await users.AsNoTracking().ToListAsync(cancel);
        var ids = found.Select(u => u.Id).ToList();
        var roles = await (from held in db.UserRoles join role in db.Roles on held.RoleId equals role.Id where ids.Contains(held.UserId) select new { held.UserId, role.Name }).ToListAsync(cancel);
        var named = roles.ToLookup(r => r.UserId, r => r.Name!);
        return [.. found.Select(user => UserState.Of(user, [.. named[user.Id].Order(StringComparer.Ordinal)]))];
    }
}
