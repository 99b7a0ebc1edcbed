using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>Reads and writes profile rows; a row comes into being the first time its user is seen.</summary>
internal sealed class ProfileStore(IDbContextFactory<ApiDbContext> contexts, Writes writes, TimeProvider clock)
{
    // Asked all the time: translated once.
    private static readonly Func<ApiDbContext, string, Task<Profile?>> Known = EF.CompileAsyncQuery((ApiDbContext db, string subject) => db.Profiles.AsNoTracking().SingleOrDefault(profile => profile.Id == subject));

    /// <summary>The profile of <paramref name="subject"/>.</summary>
    public async Task<Profile> ReadAsync(string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Known(db, subject) ?? await writes.RunAsync(written => ReadAsync(written, subject, cancellationToken), cancellationToken);
    }

    /// <summary>Changes the profile to what <paramref name="change"/> makes of it, unless <paramref name="isExpected"/> denies its present version, which gives null.</summary>
    public Task<ProfileChange?> ChangeAsync(string subject, Func<ProfileInput, (ProfileInput Input, FieldErrors Errors)> change, Func<long, bool> isExpected, CancellationToken cancellationToken) => writes.RunAsync(async db =>
    {
        var profile = await ReadAsync(db, subject, cancellationToken);
        if (!isExpected(profile.Version))
            return null;
        var (input, errors) = change(ProfileInput.Of(profile));
        if (errors.Any)
            return new ProfileChange(profile, errors);
        input.CopyTo(profile);
        profile.Version++;
        profile.UpdatedAt = clock.GetUtcNow();
        return new ProfileChange(profile, errors);
    }, cancellationToken);

    private async Task<Profile> ReadAsync(ApiDbContext db, string subject, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, subject, cancellationToken) is { } known)
            return known;
        // Among any number of parallel first requests one inserts, and all then read the same row.
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO profiles (id, version, created_at, updated_at, skills, languages) VALUES ({subject}, 1, {now}, {now}, '[]', '[]') ON CONFLICT (id) DO NOTHING",
            cancellationToken);
        return await FindAsync(db, subject, cancellationToken) ?? throw new InvalidOperationException("A profile that was just inserted is gone.");
    }

    private static Task<Profile?> FindAsync(ApiDbContext db, string subject, CancellationToken cancellationToken) =>
        db.Profiles.SingleOrDefaultAsync(profile => profile.Id == subject, cancellationToken);
}
