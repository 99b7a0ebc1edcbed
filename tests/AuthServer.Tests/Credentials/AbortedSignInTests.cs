using System.Net;
using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Credentials;

/// <summary>Who hangs up while a right secret is verified has not guessed wrong.</summary>
public sealed class AbortedSignInTests : IAsyncLifetime
{
    private const string Phone = "+12025550101";
    private readonly AuthServerHost _host = new();
    private readonly GuessBudget _budget;
    private readonly ManualResetEventSlim _open = new();
    private Guid _alice;

    public AbortedSignInTests() => _budget = _host.Services.GetRequiredService<GuessBudget>();

    [Theory]
    [InlineData("4927", 0)]
    [InlineData("0000", 1)]
    public async Task Caller_gone_after_the_reservation_leaves_the_count_that_the_secret_deserves(string pin, int failures)
    {
        var busy = OccupyCores();
        using var caller = new CancellationTokenSource();
        var check = VerifyAsync(pin, caller.Token);
        await UntilAsync(() => _budget.StateOf(_alice).Failures == 1);
        await caller.CancelAsync();
        _open.Set();

        Assert.Equal(failures == 0 ? HashCheck.Right : HashCheck.Wrong, await check);
        await busy;
        Assert.Equal(failures, _budget.StateOf(_alice).Failures);
    }

    [Fact]
    public async Task Caller_gone_before_the_reservation_costs_nothing()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => VerifyAsync("4927", caller.Token));
        Assert.Equal(0, _budget.StateOf(_alice).Failures);
    }

    [Fact]
    public async Task Ten_hurried_owners_in_a_row_lock_nobody_out()
    {
        for (var i = 0; i < 10; i++)
        {
            _open.Reset();
            var busy = OccupyCores();
            using var caller = new CancellationTokenSource();
            var check = VerifyAsync("4927", caller.Token);
            await UntilAsync(() => _budget.StateOf(_alice).Failures == 1);
            await caller.CancelAsync();
            _open.Set();
            await check;
            await busy;
        }
        using var app = new OAuth(_host);
        Assert.Equal(HttpStatusCode.OK, (await app.PinAsync()).Status);
    }

    public async ValueTask InitializeAsync()
    {
        await using var db = await ContextAsync();
        _alice = (await db.Users.SingleAsync(u => u.PhoneNumber == Phone)).Id;
    }

    public async ValueTask DisposeAsync()
    {
        _open.Set();
        await _host.DisposeAsync();
        _open.Dispose();
    }

    private Task<AccountsDbContext> ContextAsync() => _host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync();

    // Every core is verifying something until the test lets go.
    private Task<bool[]> OccupyCores()
    {
        var gate = _host.Services.GetRequiredService<HashGate>();
        return Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => gate.RunAsync(() => { _open.Wait(); return true; }, CancellationToken.None)));
    }

    private async Task<HashCheck> VerifyAsync(string pin, CancellationToken cancel)
    {
        await using var db = await ContextAsync();
        var hash = (await db.Pins.SingleAsync(p => p.UserId == _alice, CancellationToken.None)).Hash;
        var alice = await db.Users.SingleAsync(u => u.Id == _alice, CancellationToken.None);
        var guess = new Guess(CredentialKind.Pin, alice, LoginName.OfPhone(Phone), hash, pin, new DeviceInfo(null, null, null, null, null), new Origin(null, null, null, null, null));
        return (await _host.Services.GetRequiredService<CredentialCheck>().VerifyAsync(FailureReservation.Free, guess, cancel)).Check;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var deadline = Environment.TickCount64 + 20_000; !holds(); await Task.Yield()) Assert.True(Environment.TickCount64 < deadline, "It did not happen.");
    }
}
