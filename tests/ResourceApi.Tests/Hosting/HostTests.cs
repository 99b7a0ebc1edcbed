using System.Net;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Hosting;

public sealed class HostTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Unknown_address_is_a_problem()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/nothing?code=secret");
        var body = await ApiHost.ProblemAsync(answer, 404, "not_found");
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Method_without_a_route_is_a_problem(string method)
    {
        using var answer = await api.SendAsync(new HttpMethod(method), "/users/me/");
        await ApiHost.ProblemAsync(answer, 405, "method_not_allowed");
    }

    [Theory]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("X-Frame-Options", "DENY")]
    [InlineData("Cross-Origin-Opener-Policy", "same-origin")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")]
    public async Task Every_answer_carries_the_security_headers(string header, string value)
    {
        foreach (var path in (string[])["/users/me/", "/nothing"])
        {
            using var answer = await api.SendAsync(HttpMethod.Get, path);
            Assert.Equal(value, Assert.Single(answer.Headers.GetValues(header)));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_plain(string path)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_route_says_who_may_call_it()
    {
        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.All(routes, route => Assert.True(
            route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<AuthorizationPolicy>() is not null,
            route.DisplayName));
    }

    [Fact]
    public async Task OpenAPI_describes_every_route_with_its_codes()
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var paths = (await ApiHost.BodyAsync(answer)).GetProperty("paths");
        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null && !route.RoutePattern.RawText!.StartsWith("/health", StringComparison.Ordinal))
            .Select(route => route.RoutePattern.RawText!.TrimEnd('/').Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Where(path => !path.StartsWith("/openapi", StringComparison.Ordinal));
        Assert.Equal(routes.Order(StringComparer.Ordinal), paths.EnumerateObject().Select(path => path.Name.TrimEnd('/')).Order(StringComparer.Ordinal));
        var put = paths.EnumerateObject().Single(path => path.Name.StartsWith("/users/me", StringComparison.Ordinal)).Value.GetProperty("put");
        Assert.Equal("application/json", Assert.Single(put.GetProperty("requestBody").GetProperty("content").EnumerateObject()).Name);
        Assert.Equal(["200", "400", "401", "403", "412", "413", "415", "503"], put.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.Contains("`read_only_field`", put.GetProperty("responses").GetProperty("400").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Auth:Authority", "http://auth.example", "Auth:Authority")]
    [InlineData("Auth:Audience", "", "Auth:Audience")]
    [InlineData("AuthServer:ClientSecret", "", "AuthServer:ClientSecret")]
    [InlineData("Media:PublicBase", "http://cdn.example/media", "Media:PublicBase")]
    [InlineData("Media:PublicBase", "/media", "Media:PublicBase")]
    [InlineData("Files:Store", "tape", "Files:Store")]
    [InlineData("Files:Folder", "", "Files:Folder")]
    [InlineData("Files:S3:Buckett", "files", "Buckett")]
    [InlineData("Auth:Authorty", "https://auth.example", "Authorty")]
    [InlineData("RateLimits:Enabled", "false", "RateLimits:Enabled")]
    [InlineData("RateLimits:Enabled", "perhaps", "RateLimits:Enabled")]
    [InlineData("Verifications:Webhooks:Generic:0", "", "Verifications:Webhooks:Generic:0")]
    [InlineData("Verifications:Webhooks:Generic:0", "whsec_", "Verifications:Webhooks:Generic:0")]
    [InlineData("Verifications:Webhooks:Generic:0", "whsec_c2hvcnQ=", "Verifications:Webhooks:Generic:0")]
    [InlineData("Verifications:Webhooks:Generic:0", "whsec_no base64 at all, however long it is", "Verifications:Webhooks:Generic:0")]
    [InlineData("Verifications:Webhooks:Generic:0", "ZGV2LXdlYmhvb2stc2VjcmV0LTAxMjM0NTY3ODlhYg==", "Verifications:Webhooks:Generic:0")]
    [InlineData("Verifications:Webhooks:Sumsub:0", "", "Verifications:Webhooks:Sumsub:0")]
    [InlineData("Verifications:Webhooks:Sumsub:0", "short", "Verifications:Webhooks:Sumsub:0")]
    [InlineData("Verifications:Webhooks:Sumsub:0", "                    ", "Verifications:Webhooks:Sumsub:0")]
    [InlineData("Verifications:Webhooks:Onfido:0", "0123456789abcdef0123456789abcdef", "Onfido")]
    [InlineData("Verifications:Identity:LifetimeDays", "-1", "Verifications:Identity:LifetimeDays")]
    [InlineData("Verifications:SubmissionsADay", "0", "SubmissionsADay")]
    [InlineData("Verifications:TrustFramework", "", "Verifications:TrustFramework")]
    [InlineData("Verifications:ReviewMaxAge", "00:00:00", "Verifications:ReviewMaxAge")]
    [InlineData("Verifications:ReviewMaxAge", "31.00:00:00", "Verifications:ReviewMaxAge")]
    [InlineData("Verifications:ReviewMaxAge", "00:00:01.5", "Verifications:ReviewMaxAge")]
    [InlineData("Resource:Identifier", "resource-api", "Resource:Identifier")]
    [InlineData("Resource:Identifier", "http://api.example", "Resource:Identifier")]
    [InlineData("Resource:Identifier", "http://localhost:5200", "Resource:Identifier")]
    [InlineData("Resource:Identifier", "https://api.example/?tenant=1", "Resource:Identifier")]
    [InlineData("Resource:Documentation", "http://api.example/docs", "Resource:Documentation")]
    [InlineData("AllowedHosts", "*", "AllowedHosts")]
    [InlineData("AllowedHosts", "0.0.0.0", "AllowedHosts")]
    [InlineData("AllowedHosts", "api.example;[::]", "AllowedHosts")]
    [InlineData("Proxies:Trusted:0", "0.0.0.0/0", "Proxies:Trusted:0")]
    [InlineData("Proxies:Trusted:0", "somewhere", "Proxies:Trusted:0")]
    [InlineData("ForwardedHeaders_Enabled", "true", "ForwardedHeaders_Enabled")]
    public async Task Insecure_or_misspelled_setting_stops_a_Production_start_with_its_name(string key, string value, string named)
    {
        // The program itself, not a factory around it: that asks the host for a service while the failed start disposes of it.
        await StoppedAsync([.. Production(), $"--{key}={value}"], named);
    }

    [Theory]
    [InlineData("Endpoint", "http://files.example")]
    [InlineData("Endpoint", "https://files.example/bucket")]
    [InlineData("Endpoint", "")]
    [InlineData("Bucket", "Not A Bucket")]
    [InlineData("AccessKey", "")]
    [InlineData("SecretKey", " ")]
    [InlineData("Prefix", "../")]
    public async Task Object_store_that_is_not_whole_or_not_encrypted_stops_a_Production_start(string key, string value) => await StoppedAsync(
        [
            .. Production(), "--Files:Store=s3", "--Files:S3:Endpoint=https://files.example", "--Files:S3:Bucket=files", "--Files:S3:AccessKey=a", "--Files:S3:SecretKey=s", $"--Files:S3:{key}={value}",
        ],
        "Files:S3:" + key);

    private string[] Production() =>
    [
        "--environment=Production", "--contentRoot=" + api.Services.GetRequiredService<IHostEnvironment>().ContentRootPath, "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
        "--AllowedHosts=api.example", "--Auth:Authority=https://auth.example", "--ConnectionStrings:Api=" + api.Connection,
        "--AuthServer:ClientSecret=a-secret", "--Keys:RingFile=" + Path.Combine(api.Folder, "ring"),
    ];

    private static async Task StoppedAsync(string[] arguments, string named)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Task.Run(() => RunProgram(arguments)).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.All(
            error is AggregateException several ? several.InnerExceptions : [error],
            one => Assert.Contains(named, Assert.IsType<OptionsValidationException>(one).Message, StringComparison.Ordinal));
    }

    private static void RunProgram(string[] arguments)
    {
        try
        {
            typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments]);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task Development_pages_are_absent_in_Production(string path)
    {
        await using var production = Production(_ => { });
        using var client = production.CreateClient(new() { BaseAddress = new Uri("https://api.example") });
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(answer, 404, "not_found");
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Foreign_host_name_is_refused_in_Production()
    {
        await using var production = Production(_ => { });
        using var client = production.CreateClient(new() { BaseAddress = new Uri("https://evil.example") });
        using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> Production(Action<IWebHostBuilder> configure)
    {
        // In Production nobody makes a ring; the Development host has made one once it has started.
        _ = api.Services;
        return api.WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("AllowedHosts", "api.example");
            builder.UseSetting("Auth:Authority", "https://auth.example");
            builder.UseSetting("AuthServer:ClientSecret", "a-secret");
            configure(builder);
        });
    }
}
