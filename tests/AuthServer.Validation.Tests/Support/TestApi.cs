using AuthServer.Validation.Metadata;
using AuthServer.Validation.Requirements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthServer.Validation.Tests.Support;

/// <summary>A small resource API and its issuer, sharing one manual clock.</summary>
public sealed class TestApi : IAsyncDisposable
{
    public const string StrongAcr = "urn:example:acr:strong";
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly WebApplication _host;

    private TestApi(WebApplication host, TestIssuer issuer, ManualClock clock) => (_host, Issuer, Clock) = (host, issuer, clock);

    public TestIssuer Issuer { get; }

    public ManualClock Clock { get; }

    public static async Task<TestApi> StartAsync(Action<IServiceCollection>? configure = null, ProtectedResource? resource = null)
    {
        var issuer = await TestIssuer.StartAsync();
        var clock = new ManualClock();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(PlatformTokens.Scheme)
            .AddPlatformTokens(options => (options.Authority, options.Audience, options.Resource) = (issuer.Address, TestIssuer.Audience, resource));
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        var api = new TestApi(host, issuer, clock);
        try
        {
            Map(host);
            await host.StartAsync();
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    private static void Map(WebApplication host)
    {
        host.MapGet("/read", (HttpContext context) => string.Join(' ', context.User.Claims.Select(claim => $"{claim.Type}={claim.Value}"))).RequireScope("users:read");
        host.MapPost("/read", () => "posted").RequireScope("users:read");
        host.MapGet("/both", () => "both").RequireScope("users:read").RequireScope("search");
        host.MapGet("/admin", () => "admin").RequireTokenRole("admin");
        host.MapGet("/user", () => "user").RequireUserToken();
        host.MapGet("/fresh", () => "fresh").RequireScope("users:read").RequireFreshSignIn(MaxAge);
        host.MapGet("/strong", () => "strong").RequireAcr(StrongAcr, "urn:example:acr:hardware");
        var strict = host.MapGroup("/strict").RequireAcr("urn:example:acr:hardware", StrongAcr, "urn:example:acr:other").RequireFreshSignIn(TimeSpan.FromHours(1));
        strict.MapGet("/", () => "strict").RequireFreshSignIn(MaxAge).RequireAcr(StrongAcr);
        host.MapProtectedResource();
    }

    public string Token(Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var claims = Issuer.Claims(Clock.GetUtcNow());
        change?.Invoke(claims);
        return Issuer.Sign(TestIssuer.Header(), claims);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var client = _host.GetTestClient();
        return await client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
