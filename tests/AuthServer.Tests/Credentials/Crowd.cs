using System.Globalization;
using AuthServer.Credentials;
using AuthServer.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Credentials;

/// <summary>People in every state that an attacker must not tell apart, as many of each as are asked for: everybody is guessed at for the first time.</summary>
internal sealed class Crowd(AuthServerHost host)
{
    public static string[] States { get; } = ["exists", "does not exist", "locked", "disabled", "no such credential", "unverified"];

    private static int _made;

    public async Task<Dictionary<string, Person[]>> GatherAsync(int each)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync();
        var password = (await db.Users.AsNoTracking().SingleAsync(u => u.UserName == "alice")).PasswordHash!;
        var pin = (await db.Pins.AsNoTracking().FirstAsync(p => db.Users.Any(u => u.Id == p.UserId && u.UserName == "alice"))).Hash;
        var crowd = States.ToDictionary(state => state, state => Enumerable.Range(0, each).Select(_ => Add(db, state, password, pin)).ToArray());
        await db.SaveChangesAsync();
        return crowd;
    }

    private Person Add(AccountsDbContext db, string state, string password, string pin)
    {
        var number = 10_000 + _made++;
        // The right secrets where being right must not help, wrong ones elsewhere.
        var right = state is "locked" or "disabled";
        var person = new Person($"crowd{number}", "+14156" + number.ToString("D6", CultureInfo.InvariantCulture), right ? "4927" : "0000", right ? "Correct-horse-7" : "wrong-horse-99");
        if (state == "does not exist") return person;
        var now = host.Clock.GetUtcNow();
        var (verified, has) = (state != "unverified", state != "no such credential");
        var user = new User
        {
            UserName = person.Name, NormalizedUserName = person.Name, Email = person.Email, NormalizedEmail = person.Email, EmailConfirmed = verified, PhoneNumber = person.Phone, PhoneNumberConfirmed = verified,
            PasswordHash = has ? password : null, Disabled = state == "disabled", CreatedAt = now, UpdatedAt = now,
        };
        db.Add(user);
        db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(Roles.Customer) });
        if (has) db.Add(new PinCredential { UserId = user.Id, Hash = pin, ChangedAt = now });
        if (state == "locked") db.Add(new GuessCount { Key = user.Id.ToByteArray(bigEndian: true), PinFailures = 5, PinRun = 5, Locks = 1, LockedUntil = now.AddHours(1), TouchedAt = now });
        return person;
    }
}
