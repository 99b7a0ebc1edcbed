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

    public static async Task SeedAsync(SqliteReaders readers, IDbContextFactory<ProtocolDbContext> db, TimeProvider time, CancellationToken cancel)
    {
        var (hash, now) = (SHA256.HashData(Encoding.UTF8.GetBytes(Token)), time.GetUtcNow());
        if (readers.Read(s => s.First("SELECT 1 FROM initial_access_tokens WHERE hash = @hash", _ => true, ("@hash", hash)))) return;
        await using var context = await db.CreateDbContextAsync(cancel);
        context.InitialAccessTokens.Add(new InitialAccessToken { Hash = hash, Name = "Development", Remaining = Quota, ExpiresAt = now.AddYears(10), CreatedAt = now });
        await context.SaveChangesAsync(cancel);
    }
}
