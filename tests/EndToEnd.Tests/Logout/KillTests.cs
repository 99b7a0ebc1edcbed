using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Storage;
using EndToEnd.Clients;
using EndToEnd.Running;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace EndToEnd.Logout;

[Collection(Alone.Name)]
public sealed class KillTests
{
    [Fact]
    public async Task A_server_killed_between_logout_and_the_answer_of_the_app_tells_it_again_under_the_same_jti()
    {
        using var data = new Scratch();
        await using var app = await BrowserApp.StartAsync();
        app.Hangs = true;
        JsonNode lost;
        await using (var first = await AuthServerProcess.StartAsync(data.Folder))
        {
            await RegisterAsync(data.File("auth.db"), app.Origin + "/back");
            using var http = new PlatformClient(first.Address);
            var tokens = await http.PinAsync("+12025550101", "4927");
            Assert.Equal(HttpStatusCode.OK, (await http.PostJsonAsync("/api/v1/logout/", new { refresh = tokens.Get("refresh_token") })).Status);
            lost = Payload(await app.TokenAsync());
            await first.KillAsync();
        }
        app.Hangs = false;
        await using var second = await AuthServerProcess.StartAsync(data.Folder);
        var again = Payload(await app.TokenAsync());
        Assert.Equal((string?)lost["jti"], (string?)again["jti"]);
        Assert.Equal((string?)lost["sid"], (string?)again["sid"]);
        await using var db = Open(data.File("auth.db"));
        await Eventually.TrueAsync(async () => !await db.LogoutDeliveries.AnyAsync(), TimeSpan.FromSeconds(10), () => "The row stays.");
    }

    private static ProtocolDbContext Open(string database)
    {
        var options = new DbContextOptionsBuilder<ProtocolDbContext>();
        options.UseProtocolSqlite($"Data Source={database}");
        return new ProtocolDbContext(options.Options);
    }

    private static async Task RegisterAsync(string database, string address)
    {
        await using var db = Open(database);
        (await db.Clients.SingleAsync(c => c.ClientId == "mobile")).BackChannelLogoutUri = address;
        await db.SaveChangesAsync();
    }

    private static JsonNode Payload(string jwt) => JsonNode.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(jwt.Split('.')[1])))!;
}
