using AuthServer.Accounts;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Data;

/// <summary>What tokens say of users lies in a table of its own: the database keeps it, whatever changes what it comes from.</summary>
public sealed class SubjectRowsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    // What must be there, out of users, their roles and the roles' names; a role's place among several is no matter.
    private const string Wanted = """
        SELECT u.id, (SELECT coalesce(group_concat(name, ' '), '') FROM (SELECT r.name FROM user_roles l JOIN roles r ON r.id = l.role_id WHERE l.user_id = u.id ORDER BY r.name)) AS roles,
            u.authorization_version, u.security_stamp, u.kyc_status, u.kyc_level
        FROM users u WHERE u.disabled = 0
        """;

    private const string Kept = """
        SELECT s.id, (SELECT coalesce(group_concat(value, ' '), '') FROM (SELECT value FROM json_each('["' || replace(s.roles, ' ', '","') || '"]') WHERE value <> '' ORDER BY value)) AS roles,
            s.authorization_version, s.security_stamp, s.kyc_status, s.kyc_level
        FROM subjects s
        """;

    private const string Alice = "(SELECT id FROM users WHERE user_name = 'alice')";
    private const string Bob = "(SELECT id FROM users WHERE user_name = 'bob')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"UPDATE users SET disabled = 1 WHERE id = {Alice}", $"UPDATE users SET disabled = 0 WHERE id = {Alice}")]
    [InlineData($"UPDATE users SET authorization_version = authorization_version + 1, security_stamp = 'another' WHERE id = {Alice}")]
    [InlineData($"UPDATE users SET kyc_status = 'approved', kyc_level = 'full' WHERE id = {Alice}")]
    [InlineData("UPDATE users SET disabled = 1 - disabled", "UPDATE users SET disabled = 1 - disabled")]
    [InlineData($"DELETE FROM user_roles WHERE user_id = {Alice}", $"INSERT INTO user_roles SELECT {Alice}, id FROM roles", $"DELETE FROM user_roles WHERE user_id = {Alice} AND role_id = (SELECT id FROM roles WHERE name = 'admin')")]
    [InlineData($"UPDATE users SET disabled = 1 WHERE id = {Alice}", $"INSERT OR IGNORE INTO user_roles SELECT {Alice}, id FROM roles", $"UPDATE users SET disabled = 0 WHERE id = {Alice}")]
    [InlineData($"DELETE FROM user_roles WHERE user_id = {Bob}", $"UPDATE user_roles SET user_id = {Bob} WHERE user_id = {Alice}")]
    [InlineData("UPDATE roles SET name = name || '-renamed'")]
    [InlineData($"UPDATE user_roles SET role_id = (SELECT id FROM roles WHERE name = 'admin') WHERE user_id = {Alice} AND role_id = (SELECT min(role_id) FROM user_roles WHERE user_id = {Alice})")]
    [InlineData($"DELETE FROM users WHERE id = {Alice}")]
    [InlineData("DELETE FROM roles WHERE name = 'customer'")]
    [InlineData($"INSERT OR REPLACE INTO users SELECT * FROM users WHERE id = {Alice}")]
    public async Task Every_change_of_a_user_or_a_role_is_in_it_at_once(params string[] changes)
    {
        await using var db = await shared.Host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync(Cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        Assert.Equal(0, await DifferencesAsync(db));
        foreach (var change in changes)
        {
            Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(change, Cancel));
            Assert.Equal(0, await DifferencesAsync(db));
        }
        await transaction.RollbackAsync(Cancel);
        Assert.Equal(0, await DifferencesAsync(db));
    }

    [Fact]
    public async Task Users_who_were_there_before_the_table_are_in_it()
    {
        await using var host = new AuthServerHost();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync(Cancel);
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("UserEnds", Cancel);
        await db.Database.ExecuteSqlRawAsync($"UPDATE users SET disabled = 1 WHERE id = {Bob}", Cancel);
        await migrator.MigrateAsync(cancellationToken: Cancel);
        Assert.Equal(0, await DifferencesAsync(db));
        Assert.NotNull(host.Services.GetRequiredService<SubjectReader>().Find(await IdAsync(db, "alice")));
        Assert.Null(host.Services.GetRequiredService<SubjectReader>().Find(await IdAsync(db, "bob")));
    }

    private static Task<Guid> IdAsync(AccountsDbContext db, string username) => db.Users.Where(u => u.UserName == username).Select(u => u.Id).SingleAsync(Cancel);

    private static Task<int> DifferencesAsync(AccountsDbContext db) =>
        db.Database.SqlQueryRaw<int>($"SELECT (SELECT count(*) FROM ({Wanted} EXCEPT {Kept})) + (SELECT count(*) FROM ({Kept} EXCEPT {Wanted})) AS Value").SingleAsync(Cancel);
}
