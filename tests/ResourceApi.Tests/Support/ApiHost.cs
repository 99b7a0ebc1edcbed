using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ResourceApi.Data;
using ResourceApi.People;
using Testing;

namespace ResourceApi.Tests.Support;

/// <summary>The real host over a SQLite file of its own, with an issuer on loopback and a manual clock.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string User = "0198c2b1-0000-7000-8000-000000000001";

    private ApiDocument? _document;

    /// <summary>A folder of the host's own, gone with it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("api-tests-").FullName;

    public TestIssuer Issuer { get; private set; } = null!;

    public ManualClock Clock { get; } = new();

    public LogCollector Log { get; } = new();

    public string Connection => $"Data Source={Path.Combine(Folder, "new", "api.db")};Pooling=False";

    public async ValueTask InitializeAsync() => Issuer = await TestIssuer.StartAsync();

    /// <summary>Settings of a host that is not the usual one; set before the first request.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>What of the outside world is another in this host; set before the first request.</summary>
    public Action<IServiceCollection> Outside { get; set; } = _ => { };

    public string Token(string scope = "users:read users:write", string subject = User, string? session = "sid-1", string? role = null, Action<JsonObject>? change = null)
    {
        var claims = Issuer.Claims(Clock.GetUtcNow(), subject, scope, session);
        if (role is not null)
            claims["roles"] = new JsonArray(role);
        if (session is null)
            foreach (var ofUsers in (string[])["sid", "auth_time", "acr"])
                claims.Remove(ofUsers);
        change?.Invoke(claims);
        return Issuer.Sign(TestIssuer.Header(), claims);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? json = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return SendAsync(request, token);
    }

    /// <summary>Sends any request, and compares the answer with what the route's description lists.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using (request)
        {
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var (method, path) = (request.Method.Method, request.RequestUri!.OriginalString.Split('?')[0]);
            var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
            await CheckAsync(client, method, path, answer);
            return answer;
        }
    }

    /// <summary>Writes to the database what no route writes.</summary>
    public async Task SeedAsync(Action<ApiDbContext> seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        using var scope = Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ApiDbContext>();
        seed(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Has the authorization server's user known here; returns its <c>sub</c>.</summary>
    public async Task<string> PersonAsync(string type, string? phone = null, Action<Person>? change = null)
    {
        var id = Guid.CreateVersion7().ToString();
        var person = new Person { Id = id, Version = 1, Username = $"u{id[^12..]}", PhoneNumber = phone, IsPhoneVerified = phone is not null, UserType = type, Roles = type, CreatedAt = Clock.GetUtcNow() };
        change?.Invoke(person);
        await SeedAsync(db => db.Add(person));
        return id;
    }

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("   at ", body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body.GetRawText(), StringComparison.Ordinal);
        return body;
    }

    /// <summary>Asserts status and code of a problem; returns its body.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var body = await BodyAsync(answer);
        Assert.Equal((status, code), ((int)answer.StatusCode, body.GetProperty("code").GetString()));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((status, status), (body.GetProperty("status").GetInt32(), body.GetProperty("statusCode").GetInt32()));
        Assert.Equal(JsonValueKind.Null, body.GetProperty("data").ValueKind);
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), body.GetProperty("traceId").GetString());
        return body;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
        Log.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task CheckAsync(HttpClient client, string method, string path, HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json") || path.StartsWith("/events", StringComparison.Ordinal) || path is "/" or "/openapi/v1.json")
            return;
        // As text: a stream could be read once only.
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        _document ??= new ApiDocument((await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!);
        var code = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("code", out var value) ? value.GetString() : null;
        Assert.Null(_document.Fault(method, path, (int)answer.StatusCode, code));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Api", Connection);
        builder.UseSetting("Auth:Authority", Issuer.Address);
        // Nobody is called, unless a test has somebody to call.
        builder.UseSetting("AuthServer:ClientSecret", "");
        // Races are run by one user.
        builder.UseSetting("Uploads:AtOnce", "100");
        builder.UseSetting("Keys:RingFile", Path.Combine(Folder, "ring"));
        builder.UseSetting("Files:Folder", Path.Combine(Folder, "files"));
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.ConfigureServices(Outside);
        builder.ConfigureServices(services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))
            .RemoveAll<ILoggerProvider>()
            .AddSingleton<ILoggerProvider>(Log));
    }
}
