using System.Collections.Concurrent;
using AuthServer.Validation.Tokens;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.People;

/// <summary>Refuses tokens that were issued before their user's roles or verification changed, and all of a disabled user; asked from memory for every request.</summary>
internal sealed class OldTokens(IDbContextFactory<ApiDbContext> contexts, TimeProvider clock) : IEndedTokens
{
    private readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Contains(TokenIdentity token) =>
        // A user's token without a version is older than every change.
        token.SessionId is not null && _marks.TryGetValue(token.Subject, out var mark) && mark.Until > clock.GetUtcNow() && (mark.Disabled || (token.AuthorizationVersion ?? 0) < mark.Least);

    /// <summary>Takes what news of a user says of their tokens; news that is older than what is known gives nothing back.</summary>
    /// <param name="subject">The user.</param>
    /// <param name="news">The news's version; 0 where its sender does not tell it.</param>
    /// <param name="least">The lowest <c>authz_version</c> that is taken.</param>
    /// <param name="disabled">Whether none is taken.</param>
    public void Take(string subject, long news, long least, bool disabled)
    {
        var mark = new Mark(news, least, disabled, clock.GetUtcNow() + UserNews.LongestToken);
        _marks.AddOrUpdate(subject, mark, (_, known) => news < known.News ? known : mark with { Least = Math.Max(least, known.Least) });
    }

    /// <summary>Reads what the disk holds; before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await foreach (var person in db.People.AsNoTracking().Where(person => person.OldTokensDeadAt > now || person.Disabled).AsAsyncEnumerable().WithCancellation(cancel))
            Take(person.Id, person.Version, person.AuthorizationVersion, person.Disabled);
    }

    /// <summary>Forgets what no token can be alive under any more.</summary>
    public void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var entry in _marks.Where(entry => entry.Value.Until <= now))
            _marks.TryRemove(entry);
    }

    private sealed record Mark(long News, long Least, bool Disabled, DateTimeOffset Until);
}
