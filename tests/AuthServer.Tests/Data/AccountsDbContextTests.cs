using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Data;

public sealed class AccountsDbContextTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Migrations_hold_the_whole_model()
    {
        await using var db = await shared.Host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }
}
