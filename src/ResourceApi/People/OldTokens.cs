using System.Collections.Concurrent;
using AuthServer.Validation.Tokens;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.People;

/// <summary>Refuses tokens that were issued before their user's roles or verification changed, and all of a disabled user; asked from memory for every request.</summary>
internal sealed class OldTokens(IDbContextFactory<ApiDbContext> contexts, TimeProvider clock) : IEndedTokens
{
    private readonly ConcurrentDictionary<string, (long Least, DateTimeOffset Until)> _least = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Contains(TokenIdentity token) =>
        // A user's token without a version is older than every change.
        token.SessionId is not null && _least.TryGetValue(token.Subject, out var known) && (token.AuthorizationVersion ?? 0) < known.Least && known.Until > clock.GetUtcNow();

    /// <summary>Refuses the user's tokens below a version, or all of them.</summary>
    public void Refuse(string subject, long version, bool disabled, DateTimeOffset until)
    {
        var least = disabled ? long.MaxValue : version;
        // A user who is enabled again: the higher mark of the time before goes.
        _least.AddOrUpdate(subject, (least, until), (_, known) => known.Least is long.MaxValue || known.Least < least ? (least, until) : known);
    }

    /// <summary>Reads what the disk holds; before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await foreach (var person in db.People.AsNoTracking().Where(person => person.OldTokensDeadAt > now || person.Disabled).AsAsyncEnumerable().WithCancellation(cancel))
            Refuse(person.Id, person.AuthorizationVersion, person.Disabled, person.OldTokensDeadAt ?? now + UserNews.LongestToken);
    }

    /// <summary>Forgets what no token can be alive under any more.</summary>
    public void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var entry in _least.Where(entry => entry.Value.Until <= now))
            _least.TryRemove(entry);
    }
}
