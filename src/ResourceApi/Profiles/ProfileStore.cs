using System.Data;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Profiles;

/// <summary>Reads and writes profile rows; a row comes into being the first time its user is seen.</summary>
internal sealed class ProfileStore(ApiDbContext db, TimeProvider clock)
{
    /// <summary>The profile of <paramref name="subject"/>.</summary>
    public async Task<Profile> ReadAsync(string subject, CancellationToken cancellationToken)
    {
        if (await FindAsync(subject, cancellationToken) is { } known)
            return known;
        // Among any number of parallel first requests one inserts, and all then read the same row.
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO profiles (id, version, created_at, updated_at, skills, languages) VALUES ({subject}, 1, {now}, {now}, '[]', '[]') ON CONFLICT (id) DO NOTHING",
            cancellationToken);
        return await FindAsync(subject, cancellationToken) ?? throw new InvalidOperationException("A profile that was just inserted is gone.");
    }

    /// <summary>Replaces the profile unless <paramref name="isExpected"/> denies its present version, which gives null.</summary>
    public async Task<Profile?> ReplaceAsync(string subject, ProfileInput input, Func<long, bool> isExpected, CancellationToken cancellationToken)
    {
        // Serializable is BEGIN IMMEDIATE in SQLite: nobody else writes between the look at the version and the write.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var profile = await ReadAsync(subject, cancellationToken);
        if (!isExpected(profile.Version))
            return null;
        input.CopyTo(profile);
        profile.Version++;
        profile.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return profile;
    }

    private Task<Profile?> FindAsync(string subject, CancellationToken cancellationToken) =>
        db.Profiles.SingleOrDefaultAsync(profile => profile.Id == subject, cancellationToken);
}
