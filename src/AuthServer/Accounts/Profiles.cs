using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Reads users for the answers of the REST routes.</summary>
internal sealed class Profiles(IDbContextFactory<AccountsDbContext> contexts, SubjectReader subjects)
{
    /// <summary>A user who may sign in, or null.</summary>
    public async Task<User?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && !u.Disabled, cancel);
    }

    /// <summary>The profile behind a <c>sub</c>, or null where the user is gone or may not sign in.</summary>
    public async Task<ProfileAnswer?> OfAsync(string subject, CancellationToken cancel)
    {
        if (!SubjectReader.TryParse(subject, out var id)) return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) is not { } user) return null;
        return subjects.Find(id) is { } known ? ProfileAnswer.Of(user, known.Roles) : null;
    }
}
