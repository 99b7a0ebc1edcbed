using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Data;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Credentials;

public sealed class GuessBudgetTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly GuessBudget _budget = shared.Host.Services.GetRequiredService<GuessBudget>();
    private readonly Statements _statements = shared.Host.Services.GetRequiredService<Statements>();
    private readonly Guid _user = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private byte[] Key => _user.ToByteArray(bigEndian: true);

    [Fact]
    public async Task Two_hundred_guesses_at_once_get_five_evaluations()
    {
        var reserved = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => PinAsync(), Cancel)));
        Assert.Equal(5, reserved.Count(r => r is not null));
    }

    [Fact]
    public async Task A_right_guess_in_a_burst_does_not_let_more_wrong_ones_through()
    {
        var wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            if (await PinAsync() is not { } reservation) return;
            if (i % 20 == 3) await SucceedAsync(reservation);
            else Interlocked.Increment(ref wrong);
        }, Cancel)));
        Assert.InRange(wrong, 1, 5);
    }

    [Fact]
    public async Task Locks_last_a_quarter_an_hour_then_an_hour_then_a_day()
    {
        foreach (var length in new[] { TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(24) })
        {
            for (var i = 0; i < 5; i++) Assert.NotNull(await PasswordAsync());
            Assert.Null(await PasswordAsync());
            shared.Host.Clock.Advance(length - TimeSpan.FromSeconds(1));
            Assert.Null(await PasswordAsync());
            shared.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.NotNull(await PasswordAsync());
    }

    [Fact]
    public async Task Guesses_at_pin_and_password_share_one_budget()
    {
        for (var i = 0; i < 3; i++) Assert.NotNull(await PinAsync());
        for (var i = 0; i < 2; i++) Assert.NotNull(await PasswordAsync());
        Assert.Null(await PinAsync());
        Assert.Null(await PasswordAsync());
    }

    [Fact]
    public async Task A_right_password_does_not_forgive_wrong_pins()
    {
        for (var i = 0; i < 4; i++) await PinAsync();
        await SucceedAsync((await PasswordAsync())!);
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await PinAsync());
        Assert.Null(await PinAsync());
    }

    [Fact]
    public async Task A_right_pin_forgives_the_wrong_ones_before_it()
    {
        for (var i = 0; i < 4; i++) await PinAsync();
        await SucceedAsync((await PinAsync())!);
        shared.Host.Clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 5; i++) Assert.NotNull(await PinAsync());
        Assert.Null(await PinAsync());
    }

    [Fact]
    public async Task Ten_wrong_pins_in_a_row_disable_the_pin_until_it_is_reset()
    {
        for (var i = 0; i < 5; i++) await PinAsync();
        shared.Host.Clock.Advance(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 5; i++) await PinAsync();
        shared.Host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Null(await PinAsync());
        Assert.NotNull(await PasswordAsync());
        Assert.True(_budget.StateOf(_user).PinDisabled);
        await _statements.WriteAsync(write => _budget.WasResetAsync(write, CredentialKind.Pin, _user, Cancel), Cancel);
        Assert.NotNull(await PinAsync());
    }

    [Fact]
    public async Task A_guess_that_was_never_decided_stays_counted()
    {
        // The process dies between reserving and verifying: nothing is ever given back.
        for (var i = 0; i < 5; i++) await PinAsync();
        Assert.NotNull(_budget.StateOf(_user).LockedUntil);
    }

    [Fact]
    public void Two_spellings_of_an_unknown_name_share_a_budget_and_two_names_do_not()
    {
        Assert.Equal(_budget.KeyOf(null, LoginName.Of("+1 (202) 555-0177")), _budget.KeyOf(null, LoginName.Of("+12025550177")));
        Assert.Equal(_budget.KeyOf(null, LoginName.Of("NoBody@example.com")), _budget.KeyOf(null, LoginName.Of("nobody@EXAMPLE.com")));
        Assert.NotEqual(_budget.KeyOf(null, LoginName.Of("+12025550177")), _budget.KeyOf(null, LoginName.Of("+12025550178")));
    }

    private Task SucceedAsync(GuessReservation reservation) => _statements.WriteAsync(write => _budget.SucceedAsync(write, reservation), Cancel);

    private Task<GuessReservation?> PinAsync() => _budget.ReserveAsync(Key, CredentialKind.Pin, Cancel);

    private Task<GuessReservation?> PasswordAsync() => _budget.ReserveAsync(Key, CredentialKind.Password, Cancel);
}
