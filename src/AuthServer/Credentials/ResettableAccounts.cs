using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Credentials;

/// <summary>Which account somebody may reset a secret of, who proves that a number or an address is theirs.</summary>
/// <remarks>
/// One that has such a secret, and either has proved this number or address before, or has proved none at all. An address that was typed and never proved gives no right
/// to an account whose owner has proved another: it may have been a typing error, and its mailbox somebody else's.
/// </remarks>
internal sealed class ResettableAccounts(IDbContextFactory<AccountsDbContext> contexts)
{
    /// <summary>The account whose PIN a number may reset, or null.</summary>
    public async Task<Resettable?> ByPhoneAsync(string phone, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ByPhoneAsync(db, phone, cancel);
    }

    /// <summary>The account whose password an address may reset, or null.</summary>
    public async Task<Resettable?> ByEmailAsync(string email, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ByEmailAsync(db, email, cancel);
    }

    /// <summary>As above, in a transaction.</summary>
    public static Task<Resettable?> ByPhoneAsync(AccountsDbContext db, string phone, CancellationToken cancel) => (
        from user in db.Users.AsNoTracking()
        where user.PhoneNumber == phone && !user.Disabled && (user.PhoneNumberConfirmed || !user.EmailConfirmed)
        join pin in db.Pins.AsNoTracking() on user.Id equals pin.UserId
        select new Resettable(user, pin.Hash)).FirstOrDefaultAsync(cancel);

    /// <summary>As above, in a transaction.</summary>
    public static Task<Resettable?> ByEmailAsync(AccountsDbContext db, string email, CancellationToken cancel) => db.Users.AsNoTracking()
        .Where(u => u.NormalizedEmail == email && !u.Disabled && u.PasswordHash != null && (u.EmailConfirmed || !u.PhoneNumberConfirmed))
        .Select(u => new Resettable(u, u.PasswordHash!)).FirstOrDefaultAsync(cancel);
}
