using System.Net;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Durability;

[Collection(Alone.Name)]
public sealed class KillTests
{
    private const int Clients = 16;
    private const int Rounds = 3;
    private const int RefreshesBeforeTheKill = 400;

    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_kill_during_a_load_of_refreshes_loses_no_acknowledged_rotation()
    {
        using var data = new Scratch();
        for (var round = 1; round <= Rounds; round++)
        {
            var clients = await LoadAndKillAsync(data.Folder);
            Console.WriteLine($"Measured: killed after {clients.Sum(c => c.Acknowledged)} acknowledged refreshes, round {round}");

            // A rotation whose answer was not read may have happened: within the grace window its predecessor gives the successor.
            await using var server = await AuthServerProcess.StartAsync(data.Folder);
            using var http = new PlatformClient(server.Address);
            foreach (var client in clients)
            {
                var answer = await http.RefreshAsync(client.Token);
                Assert.True(answer.Status == HttpStatusCode.OK, $"Round {round}: after {client.Acknowledged} acknowledged refreshes: {answer.Text}");
                Assert.Equal(HttpStatusCode.OK, (await http.RefreshAsync(answer.Get("refresh_token"))).Status);
            }
        }
    }

    private static async Task<IReadOnlyList<RefreshingClient>> LoadAndKillAsync(string data)
    {
        await using var server = await AuthServerProcess.StartAsync(data);
        var clients = new List<RefreshingClient>();
        for (var i = 0; i < Clients; i++) clients.Add(await RefreshingClient.SignInAsync(server.Address));
        var load = clients.Select(c => c.RefreshUntilTheEndAsync()).ToList();
        await Eventually.TrueAsync(
            () => clients.Sum(c => c.Acknowledged) >= RefreshesBeforeTheKill || load.Exists(l => l.IsFaulted), LoadLimit, () => $"Only {clients.Sum(c => c.Acknowledged)} refreshes in {LoadLimit}.");
        await server.KillAsync();
        await Task.WhenAll(load);
        clients.ForEach(c => c.Dispose());
        return clients;
    }
}
