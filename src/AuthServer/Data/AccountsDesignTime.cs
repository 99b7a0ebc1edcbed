using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AuthServer.Data;

/// <summary>Makes the context where there is no host: for the tool that writes migrations.</summary>
internal sealed class AccountsDesignTime : IDesignTimeDbContextFactory<AccountsDbContext>
{
    public AccountsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AccountsDbContext>();
        AccountsDatabase.Use(options, "Data Source=:memory:");
        options.UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(AccountsDatabase.Identity).BuildServiceProvider());
        return new AccountsDbContext(options.Options);
    }
}
