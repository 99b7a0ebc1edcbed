using AuthServer.Data;
using AuthServer.Protocol.Subjects;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Makes the engine's subject of a user.</summary>
public sealed class SubjectReader
{
    // Asked on every refresh: compiled once.
    private static readonly Func<AccountsDbContext, Guid, IAsyncEnumerable<Row>> Rows = EF.CompileAsyncQuery((AccountsDbContext db, Guid id) =>
        from user in db.Users
        where user.Id == id && !user.Disabled
        from link in db.UserRoles.Where(l => l.UserId == user.Id).DefaultIfEmpty()
        from role in db.Roles.Where(r => r.Id == link!.RoleId).DefaultIfEmpty()
        select new Row(user.AuthorizationVersion, role!.Name));

    /// <summary>The spelling of a user's id as <c>sub</c>.</summary>
    public static string Format(Guid user) => user.ToString("D");

    /// <summary>Reads a <c>sub</c>; false for everything that this server did not issue as one.</summary>
    public static bool TryParse(string subject, out Guid user) => Guid.TryParseExact(subject, "D", out user) && Format(user) == subject;

    /// <summary>A user who may sign in, or null.</summary>
    public async ValueTask<Subject?> FindAsync(AccountsDbContext db, Guid id, CancellationToken cancel)
    {
        List<string>? roles = null;
        var version = 0L;
        await foreach (var row in Rows(db, id).WithCancellation(cancel))
        {
            roles ??= [];
            version = row.Version;
            if (row.Role is { } role) roles.Add(role);
        }
        return roles is null ? null : new Subject(Format(id), roles, version);
    }

    private sealed record Row(long Version, string? Role);
}
