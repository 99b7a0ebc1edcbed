using System.Net.Http.Headers;
using AuthServer.Validation.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace AuthServer.Validation.Tests.Guide;

/// <summary>What docs/guides/apis.md shows is what there is.</summary>
public sealed class GuideTests : IAsyncLifetime
{
    private static readonly string[] HowItEnds = ["app.Run();", "return app;"];

    private readonly string _guide = File.ReadAllText(Path.Combine(Root(), "docs", "guides", "apis.md"));
    private TestIssuer _issuer = null!;
    private WebApplication _api = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _api = InvoicesApi.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Auth:Authority=" + _issuer.Address]);
        await _api.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public void Code_of_the_guide_is_the_code_that_is_compiled_here()
    {
        var shown = Lines(_guide.Split("```csharp\n")[1].Split("```")[0]);
        var source = File.ReadAllText(Path.Combine(Root(), "tests", "AuthServer.Validation.Tests", "Guide", "InvoicesApi.cs"));
        var compiled = Lines(source.Split("\n    {\n")[1].Split("\n    }\n")[0]);
        Assert.Equal(compiled, shown);
    }

    [Fact]
    public async Task Answers_of_the_guide_are_those_of_its_API()
    {
        Shows(await SendAsync(HttpMethod.Get, "/invoices", null));
        Shows(await SendAsync(HttpMethod.Post, "/payments", Token("invoices:pay", TimeProvider.System.GetUtcNow().AddMinutes(-16))));
        using var metadata = await SendAsync(HttpMethod.Get, "/.well-known/oauth-protected-resource", null);
        var body = await metadata.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(body.Replace(_issuer.Address, "https://auth.example", StringComparison.Ordinal) + "\n", _guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_tokens_get_in()
    {
        using var read = await SendAsync(HttpMethod.Get, "/invoices", Token("invoices:read", TimeProvider.System.GetUtcNow()));
        Assert.Equal("Invoices of 0198c2b1-0000-7000-8000-000000000001", await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var paid = await SendAsync(HttpMethod.Post, "/payments", Token("invoices:pay", TimeProvider.System.GetUtcNow()));
        Assert.Equal("Paid", await paid.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private void Shows(HttpResponseMessage refused)
    {
        using (refused)
            Assert.Contains($"\n{(int)refused.StatusCode}\nWWW-Authenticate: {refused.Headers.WwwAuthenticate}\n", _guide, StringComparison.Ordinal);
    }

    private string Token(string scope, DateTimeOffset signedIn)
    {
        var claims = _issuer.Claims(TimeProvider.System.GetUtcNow(), scope: scope);
        (claims["aud"], claims["auth_time"]) = ("invoices-api", signedIn.ToUnixTimeSeconds());
        return _issuer.Sign(TestIssuer.Header(), claims);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, _api.Urls.Single() + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Lines(string code) =>
        code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal) && !HowItEnds.Contains(line));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AuthPlatform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from inside the work tree.");
        return folder.FullName;
    }
}
