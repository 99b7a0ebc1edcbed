using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.Media.ProfileImages;

/// <summary>Clears away, every hour, image files that no profile names: what a crash or a failed deletion left.</summary>
internal sealed class OrphanedImages(IFileStore store, IDbContextFactory<ApiDbContext> contexts, TimeProvider clock, ILogger<OrphanedImages> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
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
                cleared += await TryDeleteAsync(file, cancel);
        }
        return cleared;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Soon after the start, for a node that is restarted more often than every hour.
        using var timer = new PeriodicTimer(First, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Every;
            try
            {
                if (await ClearAsync(stoppingToken) is > 0 and var cleared)
                    log.LogInformation("Cleared {Count} image files that no profile names", cleared);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Image files could not be cleared; tried again in an hour");
            }
        }
    }

    // One that can't go must not keep the others; the next run tries it again.
    private async Task<int> TryDeleteAsync(string file, CancellationToken cancel)
    {
        try
        {
            await store.DeleteAsync(file, cancel);
            return 1;
        }
        catch (IOException e)
        {
            log.LogError(e, "The image file {File}, which no profile names, could not be deleted yet", file);
            return 0;
        }
    }

    private async Task<HashSet<string>> NamedAsync(string[] images, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return [.. await db.Profiles.Where(profile => images.Contains(profile.Image)).Select(profile => profile.Image!).ToListAsync(cancel)];
    }
}
