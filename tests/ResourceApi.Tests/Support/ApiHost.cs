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

namespace ResourceApi.Tests.Support;

/// <summary>The real host over a SQLite file of its own, with an issuer on loopback and a manual clock.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string User = "0198c2b1-0000-7000-8000-000000000001";

    private readonly string _folder = Directory.CreateTempSubdirectory("api-tests-").FullName;

    public TestIssuer Issuer { get; private set; } = null!;

    public ManualClock Clock { get; } = new();

    public LogCollector Log { get; } = new();

    public string Connection => $"Data Source={Path.Combine(_folder, "new", "api.db")};Pooling=False";

    public async ValueTask InitializeAsync() => Issuer = await TestIssuer.StartAsync();

    public string Token(string scope = "users:read users:write", string subject = User, string? session = "sid-1", Action<JsonObject>? change = null)
    {
        var claims = Issuer.Claims(Clock.GetUtcNow(), subject, scope, session);
        if (session is null)
            claims.Remove("sid");
        change?.Invoke(claims);
        return Issuer.Sign(TestIssuer.Header(), claims);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? json = null, string? ifMatch = null)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
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
        Directory.Delete(_folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Api", Connection);
        builder.UseSetting("Auth:Authority", Issuer.Address);
        builder.ConfigureServices(services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))
            .RemoveAll<ILoggerProvider>()
            .AddSingleton<ILoggerProvider>(Log));
    }
}
