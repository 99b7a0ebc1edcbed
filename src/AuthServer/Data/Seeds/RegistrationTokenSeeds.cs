using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data.Seeds;

/// <summary>The initial access token of Development. It is public: nothing calls this in another environment.</summary>
internal static class RegistrationTokenSeeds
{
    private const string Token = "dev-registration-token-0123456789abcdef";
    private const int Quota = 1_000_000;

    public static async Task SeedAsync(IDbContextFactory<ProtocolDbContext> db, TimeProvider time, CancellationToken cancel)
    {
        var (hash, now) = (SHA256.HashData(Encoding.UTF8.GetBytes(Token)), time.GetUtcNow());
        await using var context = await db.CreateDbContextAsync(cancel);
        if (await context.InitialAccessTokens.AnyAsync(t => t.Hash == hash, cancel)) return;
        context.InitialAccessTokens.Add(new InitialAccessToken { Hash = hash, Name = "Development", Remaining = Quota, ExpiresAt = now.AddYears(10), CreatedAt = now });
        await context.SaveChangesAsync(cancel);
    }
}
