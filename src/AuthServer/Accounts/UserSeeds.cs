using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Data.Seeds;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>The users of Development: verified, every standard claim filled in. Their secrets are in the README; nothing of this runs elsewhere.</summary>
public static class UserSeeds
{
    /// <summary>Makes the users who are not there yet.</summary>
    /// <exception cref="InvalidOperationException">The host is not in Development.</exception>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment()) throw new InvalidOperationException("Users with known secrets are for Development only.");
        if (services.GetRequiredService<SqliteReaders>().Read(s => s.HasAll("users", "normalized_user_name", ["alice", "bob", "admin"]))) return;
        await using var db = await services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync(cancel);
        var hasher = services.GetRequiredService<SecretHasher>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Add(User("alice", "Alice", "Marie", "Adams", "+12025550101", "female", "1990-04-12", Roles.Customer, now), "4927", "Correct-horse-7");
        Add(User("bob", "Bob", "James", "Brown", "+12025550102", "male", "1985-11-30", Roles.Provider, now), "6184", "Correct-horse-8");
        Add(User("admin", "Ada", "Grace", "Miller", "+12025550103", "female", "1979-01-05", Roles.Admin, now), "7359", "Correct-horse-9");
        await db.SaveChangesAsync(cancel);

        void Add(User user, string pin, string password)
        {
            if (db.Users.Any(u => u.NormalizedUserName == user.NormalizedUserName || u.PhoneNumber == user.PhoneNumber || u.NormalizedEmail == user.NormalizedEmail)) return;
            user.PasswordHash = hasher.Hash(CredentialKind.Password, password);
            db.Add(user);
            db.Add(new PinCredential { UserId = user.Id, Hash = hasher.Hash(CredentialKind.Pin, pin), ChangedAt = now });
            db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(user.UserType) });
        }
    }

    private static User User(string name, string given, string middle, string family, string phone, string gender, string birthdate, string type, DateTimeOffset now) => new()
    {
        UserName = name,
        NormalizedUserName = name,
        Email = name + "@example.com",
        NormalizedEmail = name + "@example.com",
        EmailConfirmed = true,
        PhoneNumber = phone,
        PhoneNumberConfirmed = true,
        DisplayName = $"{given} {family}",
        GivenName = given,
        MiddleName = middle,
        FamilyName = family,
        Nickname = given,
        ProfileUrl = "https://example.com/" + name,
        PictureUrl = $"https://example.com/{name}.jpg",
        Website = $"https://{name}.example.com",
        Gender = gender,
        Birthdate = birthdate,
        ZoneInfo = "America/New_York",
        Locale = "en-US",
        StreetAddress = "1 Market Street",
        Locality = "Washington",
        Region = "DC",
        PostalCode = "20001",
        Country = "US",
        UserType = type,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
