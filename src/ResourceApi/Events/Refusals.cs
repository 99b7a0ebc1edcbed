using System.Buffers.Text;
using System.Collections.Concurrent;
using AuthServer.Validation.Tokens;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Events;

/// <summary>The sessions, grants and tokens that have been ended: on disk, and in memory for the question that every request asks.</summary>
internal sealed class Refusals(IDbContextFactory<ApiDbContext> contexts, TimeProvider clock) : IEndedTokens
{
    private const int GrantIdBytes = 16;
    private const int TokenIdBytes = 24;
    // A token is taken for the clock skew beyond its end; its refusal lives longer than that.
    private static readonly TimeSpan KeptBeyond = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenCleanings = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(RefusalKind Kind, string Id), DateTimeOffset> _until = new();
    private long _nextCleaning;

    public bool Contains(TokenIdentity token)
    {
        if (_until.IsEmpty)
            return false;
        return (token.SessionId is { } session && _until.ContainsKey((RefusalKind.Session, session)))
            || _until.ContainsKey((RefusalKind.Token, token.TokenId))
            || (GrantOf(token.TokenId) is { } grant && _until.ContainsKey((RefusalKind.Grant, grant)));
    }

    /// <summary>Reads what the disk holds; before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var past = clock.GetUtcNow() - KeptBeyond;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var refusal in db.Refusals.AsNoTracking().Where(refusal => refusal.ExpiresAt > past).AsAsyncEnumerable().WithCancellation(cancellationToken))
            Remember(refusal);
    }

    /// <summary>Adds <paramref name="refusals"/>; a second time changes nothing, so a repeated event is harmless. Returns when they are on disk.</summary>
    public async Task AddAsync(IReadOnlyList<Refusal> refusals, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var past = now - KeptBeyond;
        foreach (var refusal in refusals.Where(refusal => refusal.ExpiresAt > past))
        {
            // Refused at once; if the disk fails, the sender is not answered 202 and tries again.
            Remember(refusal);
            await WriteAsync(refusal, cancellationToken);
        }
        await CleanAsync(now, cancellationToken);
    }

    // An access token's jti is its grant's id with random bytes behind it.
    private static string? GrantOf(string tokenId)
    {
        Span<byte> bytes = stackalloc byte[TokenIdBytes];
        return tokenId.Length == Base64Url.GetEncodedLength(TokenIdBytes) && Base64Url.TryDecodeFromChars(tokenId, bytes, out var length) && length == TokenIdBytes
            ? Base64Url.EncodeToString(bytes[..GrantIdBytes])
            : null;
    }

    private void Remember(Refusal refusal) =>
        _until.AddOrUpdate((refusal.Kind, refusal.Id), refusal.ExpiresAt, (_, known) => known > refusal.ExpiresAt ? known : refusal.ExpiresAt);

    private async Task WriteAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (kind, expires) = ((int)refusal.Kind, refusal.ExpiresAt.ToUnixTimeMilliseconds());
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO refusals (kind, id, expires_at) VALUES ({kind}, {refusal.Id}, {expires}) ON CONFLICT (kind, id) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)",
            cancellationToken);
    }

    private async Task CleanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = Interlocked.Read(ref _nextCleaning);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextCleaning, (now + BetweenCleanings).UtcTicks, due) != due)
            return;
        var past = now - KeptBeyond;
        foreach (var entry in _until.Where(entry => entry.Value <= past))
            _until.TryRemove(entry);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Refusals.Where(refusal => refusal.ExpiresAt <= past).ExecuteDeleteAsync(cancellationToken);
    }
}
