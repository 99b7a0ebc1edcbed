using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Data;

public sealed class ApiDbContextTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public void Migrations_are_up_to_date_with_the_model()
    {
        using var scope = api.Services.CreateScope();
        Assert.False(scope.ServiceProvider.GetRequiredService<ApiDbContext>().Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("secure_delete", "1")]
    public async Task Every_connection_is_durable(string pragma, string value)
    {
        using var scope = api.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<ApiDbContext>().Database;
        await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = (SqliteCommand)database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT * FROM pragma_" + pragma;
        Assert.Equal(value, (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString());
    }
}
