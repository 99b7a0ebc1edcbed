using System.Net;
using System.Text;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Hosting;

public sealed class KestrelTests
{
    [Fact]
    public async Task Server_does_not_name_itself_and_limits_bodies_headers_and_methods()
    {
        await using var api = await StartAsync();
        using var client = api.CreateClient();
        using var health = await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Empty(health.Headers.Server);

        using var large = Put(api, new StreamContent(new MemoryStream(new byte[70_000])));
        large.Headers.TransferEncodingChunked = true;
        using var refused = await client.SendAsync(large, TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(refused, 413, "payload_too_large");

        using var longToken = new HttpRequestMessage(HttpMethod.Get, "/users/me/");
        longToken.Headers.TryAddWithoutValidation("Authorization", "Bearer " + new string('a', 1_000_000));
        using var tooLong = await client.SendAsync(longToken, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, tooLong.StatusCode);

        using var overridden = new HttpRequestMessage(HttpMethod.Get, "/users/me/");
        overridden.Headers.Add("X-HTTP-Method-Override", "PUT");
        using var answer = await client.SendAsync(overridden, TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(answer, 401, "missing_token");
    }

    [Fact]
    public async Task Tokens_queries_and_bodies_never_reach_the_log()
    {
        await using var api = await StartAsync();
        using var client = api.CreateClient();
        var (good, bad) = (api.Token(), api.Token(change: claims => claims["iss"] = "https://evil.example"));
        foreach (var token in (string[])[good, bad, "secret.token.value"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/users/me/?code=secret-code");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        using var put = Put(api, new StringContent("""{"first_name":"secret-name\u0000"}""", Encoding.UTF8, "application/json"));
        using var refused = await client.SendAsync(put, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotEmpty(api.Log.Lines);
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains("secret", StringComparison.Ordinal) || line.Contains(good, StringComparison.Ordinal) || line.Contains(bad, StringComparison.Ordinal));
    }

    private static HttpRequestMessage Put(ApiHost api, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/users/me/") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + api.Token());
        content.Headers.ContentType ??= new("application/json");
        return request;
    }

    private static async Task<ApiHost> StartAsync()
    {
        var api = new ApiHost();
        await api.InitializeAsync();
        api.UseKestrel(0);
        return api;
    }
}
