using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Media.ProfileImages;

/// <summary>Clears away, every hour, image files that no profile names: what a crash or a failed deletion left.</summary>
internal sealed class OrphanedImages(IFileStore store, IDbContextFactory<ApiDbContext> contexts, TimeProvider clock, ILogger<OrphanedImages> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // An upload writes its files before its row; none takes that long.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Clears once; returns how many files went.</summary>
    public async Task<int> ClearAsync(CancellationToken cancel)
    {
        var cleared = 0;
        var old = store.ListAsync(ImageName.Folder, clock.GetUtcNow() - Grace, cancel);
        await foreach (var batch in old.Chunk(Batch).WithCancellation(cancel))
        {
            var named = await NamedAsync([.. batch.Select(ImageName.ImageOf).OfType<string>().Distinct()], cancel);
            foreach (var file in batch.Where(file => ImageName.ImageOf(file) is not { } image || !named.Contains(image) || file.EndsWith(".new", StringComparison.Ordinal)))
            {
                await store.DeleteAsync(file, cancel);
                cleared++;
            }
        }
        return cleared;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await ClearAsync(stoppingToken) is > 0 and var cleared)
                    log.LogInformation("Cleared {Count} image files that no profile names", cleared);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Image files could not be cleared; tried again in an hour");
            }
        }
    }

    private async Task<HashSet<string>> NamedAsync(string[] images, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return [.. await db.Profiles.Where(profile => images.Contains(profile.Image)).Select(profile => profile.Image!).ToListAsync(cancel)];
    }
}
