using System.Globalization;
using System.Reflection;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Data;

public sealed class UserRowsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_column_is_read_as_the_model_has_it()
    {
        await using var db = await shared.Host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync(Cancel);
        var columns = db.Model.FindEntityType(typeof(User))!.GetProperties().Select(p => p.PropertyInfo!).ToList();
        var user = new User { CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
        for (var i = 0; i < columns.Count; i++) columns[i].SetValue(user, columns[i].Name == nameof(User.Id) ? user.Id : Value(columns[i], i));
        db.Add(user);
        await db.SaveChangesAsync(Cancel);
        // What the database counts by itself is as it left it.
        var stored = await db.Users.AsNoTracking().SingleAsync(u => u.Id == user.Id, Cancel);

        var rows = shared.Host.Services.GetRequiredService<UserRows>();
        User?[] read = [rows.Find(user.Id), rows.FindByPhone(user.PhoneNumber!), rows.FindByEmail(user.NormalizedEmail!), rows.FindByUsername(user.NormalizedUserName!), rows.FindWithPin(user.PhoneNumber!)?.User];

        Assert.All(read, found => Assert.Equal(Values(stored, columns), Values(found!, columns)));
        // None of them has its default: a column that is left out shows.
        Assert.All(columns, column => Assert.NotEqual(column.GetValue(new User { CreatedAt = default, UpdatedAt = default }), column.GetValue(stored)));
    }

    [Fact]
    public void Who_is_not_there_is_null()
    {
        var rows = shared.Host.Services.GetRequiredService<UserRows>();
        Assert.Null(rows.Find(Guid.CreateVersion7()));
        Assert.Null(rows.FindByPhone("+12025550199"));
        Assert.Null(rows.FindByEmail("nobody@example.com"));
        Assert.Null(rows.FindByUsername(""));
        Assert.Null(rows.FindWithPin("+12025550199"));
    }

    private static List<object?> Values(User user, List<PropertyInfo> columns) => columns.ConvertAll(column => column.GetValue(user));

    private static object Value(PropertyInfo column, int number) => (Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType) switch
    {
        var type when type == typeof(string) => "value " + number.ToString(CultureInfo.InvariantCulture),
        var type when type == typeof(bool) => true,
        var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(1000 + number),
        var type => Convert.ChangeType(1000 + number, type, CultureInfo.InvariantCulture),
    };
}
