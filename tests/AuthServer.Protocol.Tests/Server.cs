using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests;

/// <summary>One running server for all tests of a class.</summary>
public class Server : IAsyncDisposable
{
    public const string Phone = "+12025550101";
    public const string Pin = "4927";

    private readonly Lazy<Task<Browser>> _alice;

    public Server()
        : this([])
    {
    }

    /// <summary>A server with services in the place of its own.</summary>
    internal Server(Action<IServiceCollection> services)
        : this(AuthServerHost.With(services))
    {
    }

    protected Server(IEnumerable<KeyValuePair<string, string>> settings)
        : this(AuthServerHost.With(settings))
    {
    }

    private Server(AuthServerHost host)
    {
        Host = host;
        OAuth = new OAuth(Host);
        _alice = new(() => SignedInAsync());
    }

    public AuthServerHost Host { get; }

    public OAuth OAuth { get; }

    public FakeClock Clock => Host.Clock;

    public IServiceProvider Services => Host.Services;

    /// <summary>A new browser, signed in by PIN.</summary>
    public async Task<Browser> SignedInAsync(string phone = Phone, string pin = Pin)
    {
        var browser = OAuth.NewBrowser();
        await SignInAsync(browser, await browser.GetAsync("/login/pin"), phone, pin);
        return browser;
    }

    /// <summary>Fills in the page that asks for a PIN.</summary>
    public static Task<HttpResponseMessage> SignInAsync(Browser browser, HttpResponseMessage page, string phone = Phone, string pin = Pin) =>
        browser.SubmitAsync(page, KeyValuePair.Create("phone_number", phone), KeyValuePair.Create("pin", pin));

    /// <summary>From a sign-in page to the one that asks for a PIN, and through it.</summary>
    public static async Task<HttpResponseMessage> SignInByPinAsync(Browser browser, HttpResponseMessage passwordPage, string phone = Phone, string pin = Pin)
    {
        var link = (await Page.ParseAsync(passwordPage)).QuerySelector("#use-pin")!.GetAttribute("href")!;
        return await SignInAsync(browser, await browser.GetAsync(link), phone, pin);
    }

    /// <summary>A fresh code for <c>web</c>, from a browser in which Alice is signed in.</summary>
    public async Task<string> CodeAsync(params IEnumerable<(string Name, string? Value)> changes) => (await OAuth.SignInAsync(await _alice.Value, changes))["code"];

    /// <summary>Tokens of Alice by PIN, all scopes of <c>mobile</c>.</summary>
    public Task<OAuthAnswer> PinAsync(string? scope = null) => OAuth.PinAsync(scope: scope);

    /// <summary>Posts a body as it is.</summary>
    public async Task<OAuthAnswer> PostRawAsync(string path, byte[] body, string? contentType, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Authorization = authorization;
        return await OAuthAnswer.OfAsync(await OAuth.Http.SendAsync(request));
    }

    public Task<OAuthAnswer> PostRawAsync(string path, string body, string? contentType = "application/x-www-form-urlencoded", AuthenticationHeaderValue? authorization = null) =>
        PostRawAsync(path, Encoding.UTF8.GetBytes(body), contentType, authorization);

    /// <summary>Sends a request byte for byte, which HTTP clients would tidy up; returns the whole answer.</summary>
    public async Task<string> SendBytesAsync(string request)
    {
        var address = Host.ClientOptions.BaseAddress;
        using var socket = new TcpClient(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Sends a header that is over the server's limit; it answers 431 or closes the connection while the rest is still on its way.</summary>
    public async Task RefusesHeaderAsync(string path, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            using var response = await OAuth.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
        }
        catch (HttpRequestException e)
        {
            Assert.True(e.InnerException is IOException, e.ToString());
        }
    }

    public async Task AddClientAsync(Client client)
    {
        await using var db = await DbAsync();
        db.Clients.Add(client);
        await db.SaveChangesAsync();
    }

    /// <summary>Changes a client as an administrator does.</summary>
    public async Task ChangeClientAsync(string clientId, Action<Client> change)
    {
        await using var db = await DbAsync();
        change(await db.Clients.Include(c => c.Secrets).SingleAsync(c => c.ClientId == clientId));
        await db.SaveChangesAsync();
        Services.GetRequiredService<ClientCatalogue>().Forget(clientId);
    }

    public Task<ProtocolDbContext> DbAsync() => Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();

    /// <summary>Runs SQL beside the server, for faults and for looking at rows.</summary>
    public async Task SqlAsync(string sql)
    {
        await using var db = await DbAsync();
        await db.Database.OpenConnectionAsync();
        // A connection of the pool may remember an older schema. A query looks whether it still holds; CREATE and DROP alone do not.
        await db.Database.ExecuteSqlRawAsync("SELECT 1 FROM sqlite_schema");
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_alice.IsValueCreated) (await _alice.Value).Dispose();
        OAuth.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A server without the grace window for lost refresh answers.</summary>
public sealed class ServerWithoutGrace() : Server([new("Protocol:RefreshGrace", "00:00:00")]);
