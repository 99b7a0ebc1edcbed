using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Data;

public sealed class ClientRowTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Client_that_the_catalogue_reads_is_the_row_in_every_column()
    {
        var written = new Client { ClientId = "every-column", Name = "Every column", Enabled = true, Secrets = [new() { Hash = new byte[32], Name = "first", CreatedAt = Of(1), ExpiresAt = Of(2) }] };
        var number = 0;
        foreach (var property in typeof(Client).GetProperties().Where(p => p.CanWrite && p.Name is not (nameof(Client.ClientId) or nameof(Client.Secrets) or nameof(Client.Enabled))))
            property.SetValue(written, Unlike(property.PropertyType, property.GetValue(written), ++number));
        await using (var db = await HostTables.EngineAsync(shared.Host))
        {
            db.Clients.Add(written);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var read = await shared.Host.Services.GetRequiredService<ClientCatalogue>().FindAsync("every-column", TestContext.Current.CancellationToken);
        await using var again = await HostTables.EngineAsync(shared.Host);
        var row = await again.Clients.AsNoTracking().Include(c => c.Secrets).SingleAsync(c => c.ClientId == "every-column", TestContext.Current.CancellationToken);
        Assert.Equal(Json(row), Json(read));
        Assert.Equal(Json(written), Json(read));
    }

    private static DateTimeOffset Of(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static string Json(Client? client) => JsonSerializer.Serialize(client) + client!.Scopes + client.RegistrationScopes;

    // A value that is neither the default nor that of another column.
    private static object Unlike(Type type, object? value, int number) => value switch
    {
        bool flag => !flag,
        ClientOrigin => ClientOrigin.Registration,
        List<string> => new List<string> { $"{number}", "https://example.com" },
        ScopeSet => ScopeSet.Parse($"scope{number} openid")!,
        long => (long)number,
        DateTimeOffset => Of(number),
        _ when type == typeof(int?) => number,
        _ when type == typeof(byte[]) => new[] { (byte)number },
        _ => $"{number}",
    };
}
