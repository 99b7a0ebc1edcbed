using System.Security.Cryptography;
using AuthServer.Protocol.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Logout;

/// <summary>Tells clients that sessions ended: many at once and few of any one client, so that a slow client delays nobody but itself. No browser waits for it.</summary>
/// <remarks>What is due is a row, and every attempt takes it by moving it first: two nodes never send the same at once, and what a killed node left is sent again.</remarks>
internal sealed class LogoutSender(ITokenStore store, LogoutPost post, TimeProvider time, ILogger<LogoutSender> log) : BackgroundService
{
    private const int MostAtOnce = 256;
    private const int MostOfOneClient = 4;
    private const int JitterPercent = 25;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // Longer than an attempt takes: a node that has not come back by then is dead.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan[] Delays =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    private readonly List<(string ClientId, Task Attempt)> _underWay = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(await BeginDueAsync(stoppingToken), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _underWay.RemoveAll(attempt => attempt.Attempt.IsCompleted);
        }
        await Task.WhenAll(_underWay.Select(attempt => attempt.Attempt));
    }

    /// <returns>How long to wait before the next look; not at all where there was something to begin, since more may wait.</returns>
    private async Task<TimeSpan> BeginDueAsync(CancellationToken stopping)
    {
        try
        {
            var now = time.GetUtcNow();
            var busy = _underWay.CountBy(attempt => attempt.ClientId).ToDictionary();
            var full = busy.Where(client => client.Value >= MostOfOneClient).Select(client => client.Key);
            var due = await store.DueLogoutsAsync(now, full, MostAtOnce - _underWay.Count, stopping);
            var fitting = due.GroupBy(delivery => delivery.ClientId).SelectMany(client => client.Take(MostOfOneClient - busy.GetValueOrDefault(client.Key))).ToList();
            var taken = await Task.WhenAll(fitting.Select(delivery => store.ClaimLogoutAsync(delivery, now + Lease, stopping)));
            foreach (var (delivery, _) in fitting.Zip(taken).Where(claim => claim.Second)) _underWay.Add((delivery.ClientId, AttemptAsync(delivery, stopping)));
            return fitting.Count > 0 ? TimeSpan.Zero : Pause;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            log.LogError(e, "Logout tokens wait: they cannot be read or claimed");
            return PauseAfterFailure;
        }
        catch (OperationCanceledException)
        {
            return Pause;
        }
    }

    private async Task AttemptAsync(LogoutDelivery delivery, CancellationToken stopping)
    {
        try
        {
            if (await post.IsDoneAsync(delivery, stopping)) await store.DeleteLogoutAsync(delivery.Id, CancellationToken.None);
            else await PostponeAsync(delivery);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The row stands as it was claimed: it is due again when the lease is over.
            log.LogError(e, "Logout token {Delivery} for client {ClientId} failed", delivery.Id, delivery.ClientId);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next one to run goes on.
        }
    }

    private async Task PostponeAsync(LogoutDelivery delivery)
    {
        var next = time.GetUtcNow() + Jittered(Delays[Math.Min(delivery.Attempts, Delays.Length - 1)]);
        if (next < delivery.ExpiresAt)
        {
            await store.PostponeLogoutAsync(delivery.Id, next, CancellationToken.None);
            return;
        }
        log.LogWarning("Client {ClientId} was never told of a logout: {Attempts} attempts failed", delivery.ClientId, delivery.Attempts + 1);
        await store.DeleteLogoutAsync(delivery.Id, CancellationToken.None);
    }

    // What failed together does not come back together.
    private static TimeSpan Jittered(TimeSpan delay) => delay * (1 + (RandomNumberGenerator.GetInt32(JitterPercent + 1) / 100.0));
}
