using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Outbound;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>Addresses that a client names at its registration: which are refused, and which one is looked at (ABUSE DC2).</summary>
public sealed class OutsideTests(OutsideTests.Guarded guarded, Server server) : IClassFixture<OutsideTests.Guarded>, IClassFixture<Server>
{
    private static readonly string[] Members = ["client_uri", "logo_uri", "policy_uri", "tos_uri", "initiate_login_uri", "jwks_uri", "sector_identifier_uri", "backchannel_logout_uri", "frontchannel_logout_uri"];

    public static TheoryData<string> Inside { get; } =
    [
        "https://127.0.0.1/x", "http://127.0.0.1/x", "https://127.1/x", "https://2130706433/x", "https://0x7f.0.0.1/x", "https://localhost/x", "http://localhost/x", "https://localhost./x", "https://a.localhost/x", "https://[::1]/x", "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/x", "https://172.16.0.1/x", "https://192.168.1.1/x", "https://100.64.0.1/x", "https://0.0.0.0/x", "https://[fd00::1]/x", "https://[fe80::1]/x",
    ];

    [Theory]
    [MemberData(nameof(Inside))]
    public async Task Address_inside_is_refused_in_every_member(string uri)
    {
        foreach (var member in Members) Registering.Refused(await guarded.RegisterAsync(Registering.Metadata((member, uri))), "invalid_client_metadata", $"{member} {uri}");
    }

    [Fact]
    public async Task Nothing_is_ever_fetched_from_this_machine()
    {
        await using var canary = new Site();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "rebind.example" })
        foreach (var member in Members)
            await guarded.RegisterAsync(Registering.Metadata((member, $"https://{host}:{canary.Port}/x"), ("redirect_uris", Registering.Json(Registering.Callback))));
        await guarded.OAuth.NewBrowser().OpenAsync(OAuth.AuthorizeUrl(("client_id", $"https://rebind.example:{canary.Port}/client")));
        await guarded.OAuth.NewBrowser().OpenAsync(OAuth.AuthorizeUrl(("client_id", canary["/client"])));
        // It went as far as asking where the names lead.
        Assert.InRange(Rebinding.Asked, 2, 10);
        Assert.Equal(0, canary.Visits);
    }

    [Fact]
    public async Task Only_the_sector_is_looked_at_when_a_client_registers()
    {
        await using var site = new Site();
        var named = Members.Where(m => m is not "sector_identifier_uri" and not "frontchannel_logout_uri").Select(m => (m, (JsonNode?)site["/" + m])).ToArray();
        await server.RegisteredAsync(named);
        Assert.Equal(0, site.Visits);
        await server.RegisteredAsync(("sector_identifier_uri", site.Lay("/sector", $"[\"{Registering.Callback}\",\"https://other.example.com/cb\"]")), ("subject_type", "pairwise"));
        Assert.Equal(1, site.Visits);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"https://app.example.com/cb/\"]")]
    [InlineData("\"https://app.example.com/cb\"")]
    [InlineData("{\"redirect_uris\":[\"https://app.example.com/cb\"]}")]
    [InlineData("[\"https://app.example.com/cb\",1]")]
    [InlineData("[[\"https://app.example.com/cb\"]]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task Sector_that_does_not_vouch_for_every_redirect_uri_is_refused(string document)
    {
        await using var site = new Site();
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("sector_identifier_uri", site.Lay("/sector", document)))), "invalid_client_metadata", document);
        Assert.Equal(1, site.Visits);
    }

    [Theory]
    [InlineData("302 Found")]
    [InlineData("404 Not Found")]
    [InlineData("500 Internal Server Error")]
    public async Task Sector_that_is_not_simply_there_is_refused(string status)
    {
        await using var site = new Site();
        site.Lay("/elsewhere", $"[\"{Registering.Callback}\"]");
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("sector_identifier_uri", site.Lay("/sector", $"[\"{Registering.Callback}\"]", status)))), "invalid_client_metadata", status);
        Assert.Equal(1, site.Visits);
    }

    [Fact]
    public async Task Sector_that_is_too_long_is_refused()
    {
        await using var site = new Site();
        Registering.Refused(await server.RegisterAsync(Registering.Metadata(("sector_identifier_uri", site.Lay("/sector", $"[\"{Registering.Callback}\",\"{new string('x', 64 * 1024)}\"]")))), "invalid_client_metadata");
    }

    [Fact]
    public async Task Sector_is_looked_at_again_when_redirect_uris_change()
    {
        await using var site = new Site();
        var sector = site.Lay("/sector", $"[\"{Registering.Callback}\"]");
        var client = await server.RegisteredAsync(("sector_identifier_uri", sector));
        Registering.Refused(await server.ReplaceAsync(client, Registering.Metadata(("sector_identifier_uri", sector), ("redirect_uris", Registering.Json("https://evil.example.com/cb")))), "invalid_client_metadata");
    }

    /// <summary>A server that may reach nothing private, and for which one name leads to this machine.</summary>
    public sealed class Guarded() : Server(services =>
    {
        services.PostConfigure<OutboundOptions>(o => o.AllowedPrivateHosts.Clear());
        services.AddSingleton<IOutboundNetwork, Rebinding>();
    });

    private sealed class Rebinding : IOutboundNetwork
    {
        private static int _asked;

        public static int Asked => Volatile.Read(ref _asked);

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        }

        public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancel)
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(address, cancel);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        }

        public IReadOnlyList<IPAddress> OwnAddresses() => [];
    }
}
