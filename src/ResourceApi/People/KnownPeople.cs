using ResourceApi.Data;
using ResourceApi.Roles;

namespace ResourceApi.People;

/// <summary>Takes news of users: newer than what is here it is kept, older it changes nothing, so repeated and unordered news is harmless.</summary>
internal sealed class KnownPeople(Writes writes, OldTokens tokens, RoleChanges roles, TimeProvider clock)
{
    /// <summary>Takes news in one transaction; returns when it is on disk. Tokens that it makes old are refused at once.</summary>
    public async Task TakeAsync(IReadOnlyList<UserNews> news, Func<ApiDbContext, Task>? also, CancellationToken cancel)
    {
        var dead = clock.GetUtcNow() + UserNews.LongestToken;
        // First in memory: if the disk fails, the sender is not answered and tries again.
        foreach (var user in news)
            tokens.Take(user.Id, user.Version, user.AuthorizationVersion, user.Disabled);
        await writes.RunAsync(async db =>
        {
            foreach (var user in news)
                await TakeAsync(db, user, dead, cancel);
            if (also is not null)
                await also(db);
        }, cancel);
    }

    private async Task TakeAsync(ApiDbContext db, UserNews user, DateTimeOffset dead, CancellationToken cancel)
    {
        var known = await db.People.FindAsync([user.Id], cancel);
        if (known is not null && known.Version >= user.Version)
            return;
        if (known is not null && known.UserType != user.UserType)
            await roles.CompleteAsync(db, user.Id, known.UserType, user.UserType, cancel);
        if (known is null)
            db.People.Add(known = new Person { Id = user.Id, Version = 0, Username = "", UserType = "", Roles = "", CreatedAt = user.CreatedAt });
        if (user.AuthorizationVersion > known.AuthorizationVersion || user.Disabled)
            known.OldTokensDeadAt = dead;
        known.Version = user.Version;
        known.AuthorizationVersion = user.AuthorizationVersion;
        known.Username = user.Username ?? "";
        known.PhoneNumber = user.PhoneNumber;
        known.IsPhoneVerified = user.IsPhoneVerified;
        known.UserType = user.UserType;
        known.Roles = string.Join(' ', user.Roles);
        known.KycStatus = user.KycStatus;
        known.Disabled = user.Disabled;
    }
}
