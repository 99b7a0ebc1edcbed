using AuthServer.Jobs;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace AuthServer.Tests.Jobs;

public sealed class ScheduleTests
{
    [Fact]
    public async Task Ended_grants_and_sessions_are_pruned_by_the_job_a_day_after_their_end_and_live_ones_stay()
    {
        await using var host = new AuthServerHost();
        using var oauth = new OAuth(host);
        var ended = await oauth.PinAsync();
        await oauth.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", ended.RefreshToken));
        var live = await oauth.PinAsync("+12025550102", "6184");

        await RunAsync(host, "PruneEndedGrants");
        Assert.Equal(2, await CountAsync(host));
        host.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await RunAsync(host, "PruneEndedGrants");

        Assert.Equal(1, await CountAsync(host));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await oauth.RefreshAsync(live.RefreshToken)).Status);
        Assert.Equal("invalid_grant", (await oauth.RefreshAsync(ended.RefreshToken)).Error);
    }

    [Fact]
    public async Task Request_of_a_device_is_pruned_by_the_job_ten_minutes_after_its_end()
    {
        await using var host = new AuthServerHost();
        using var oauth = new OAuth(host);
        var codes = await oauth.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid"));
        Task<OAuthAnswer> PollAsync() => oauth.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "tv"), ("device_code", codes["device_code"]!));

        host.Clock.Advance(TimeSpan.FromMinutes(20));
        await RunAsync(host, "PruneEndedGrants");
        Assert.Equal("expired_token", (await PollAsync()).Error);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(host, "PruneEndedGrants");
        Assert.Equal("invalid_grant", (await PollAsync()).Error);
    }

    [Theory]
    [InlineData("PruneOneTimeCodes")]
    [InlineData("PruneUnusedClients")]
    [InlineData("RefreshSigningKeys")]
    public async Task Job_runs_on_a_fresh_database(string job)
    {
        await using var host = new AuthServerHost();
        await RunAsync(host, job);
    }

    [Fact]
    public async Task Host_that_is_stopped_twice_at_once_ends_its_jobs_once()
    {
        await using var host = new AuthServerHost();
        await RunAsync(host, "PruneOneTimeCodes");
        var scheduling = host.Services.GetRequiredService<Scheduling>();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => scheduling.EndAsync(CancellationToken.None))));
        await scheduling.EndAsync(CancellationToken.None);
    }

    // Fires the job as its trigger does, and waits for its end.
    private static async Task RunAsync(AuthServerHost host, string job)
    {
        var scheduler = await host.Services.GetRequiredService<Scheduling>().StartAsync(TestContext.Current.CancellationToken);
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = new EndListener(job, done);
        scheduler.ListenerManager.AddJobListener(listener);
        var key = (await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup())).Single(k => k.Name.Contains(job, StringComparison.Ordinal));
        await scheduler.TriggerJob(key, new JobDataMap { [EndListener.Mark] = listener.Name });
        Assert.Null(await done.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        scheduler.ListenerManager.RemoveJobListener(listener.Name);
    }

    private static async Task<int> CountAsync(AuthServerHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();
        return await db.Grants.CountAsync();
    }
}
