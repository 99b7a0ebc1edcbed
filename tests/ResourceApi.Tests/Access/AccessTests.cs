using System.Text;
using System.Text.Json.Nodes;
using AuthServer.Validation.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Events;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Access;

/// <summary>Every route with every kind of caller.</summary>
public sealed class AccessTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string AllScopes = "users:read users:write verifications:submit verifications:review search";

    // What a route says once it has let the caller in is tested where the route is.
    private static readonly string[] NotLetIn = ["missing_token", "invalid_token", "insufficient_scope", "user_token_required", "forbidden", "insufficient_user_authentication"];

    [Fact]
    public void Every_route_is_in_the_table() => Assert.Equal(
        api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Names).Order(StringComparer.Ordinal),
        AccessTable.Open.Concat(AccessTable.Rows.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Nobody_gets_in_without_a_token_of_a_user_for_this_API()
    {
        var idToken = api.Issuer.Sign(TestIssuer.Header("JWT"), api.Issuer.Claims(api.Clock.GetUtcNow(), scope: AllScopes));
        await AllAsync(null, _ => "401 missing_token");
        await AllAsync(api.Token(AllScopes, change: claims => claims["aud"] = "another-api"), _ => "401 invalid_token");
        await AllAsync(idToken, _ => "401 invalid_token");
        await AllAsync(api.Token(AllScopes, session: null, role: "admin"), access => access.Programs ? "in" : "403 user_token_required");
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("provider")]
    [InlineData("admin")]
    public async Task Each_gets_in_where_the_table_says(string type)
    {
        var subject = await api.PersonAsync(type);
        await AllAsync(api.Token(AllScopes, subject, role: type), access => access.Admins && type != "admin" ? "403 forbidden" : "in");
    }

    [Fact]
    public async Task Without_the_scope_of_a_route_nobody_gets_in()
    {
        var subject = await api.PersonAsync("admin");
        foreach (var (route, access) in AccessTable.Rows)
        {
            // Who reviews may read what it is about, too.
            var others = AllScopes.Split(' ').Where(scope => scope != access.Scope && !(access.Scope == "verifications:submit" && scope == "verifications:review"));
            Assert.Equal((route, "403 insufficient_scope"), (route, await CallAsync(route, api.Token(string.Join(' ', others), subject, role: "admin"))));
        }
    }

    [Fact]
    public async Task A_sign_in_of_yesterday_is_enough_for_all_but_decisions()
    {
        var subject = await api.PersonAsync("admin");
        var yesterday = api.Clock.GetUtcNow().AddHours(-12).ToUnixTimeSeconds() - 1;
        await AllAsync(api.Token(AllScopes, subject, role: "admin", change: claims => claims["auth_time"] = yesterday), access => access.Fresh ? "401 insufficient_user_authentication" : "in");
        // Who may not decide at all need not sign in again.
        await AllAsync(api.Token(AllScopes, await api.PersonAsync("customer"), role: "customer", change: claims => claims["auth_time"] = yesterday), access => access.Admins ? "403 forbidden" : "in");
    }

    [Fact]
    public async Task After_the_end_of_the_session_nobody_gets_in()
    {
        var subject = await api.PersonAsync("admin");
        var token = api.Token(AllScopes, subject, "ended", "admin");
        var refusals = api.Services.GetRequiredService<Refusals>();
        await refusals.AddAsync([new Refusal { Kind = RefusalKind.Session, Id = "ended", ExpiresAt = api.Clock.GetUtcNow().AddHours(1) }], TestContext.Current.CancellationToken);
        await AllAsync(token, _ => "401 invalid_token");
    }

    private async Task AllAsync(string? token, Func<RouteAccess, string> expected)
    {
        var wrong = new List<string>();
        foreach (var (route, access) in AccessTable.Rows)
        {
            var answer = await CallAsync(route, token);
            if (answer != expected(access))
                wrong.Add($"{route}: {answer}, not {expected(access)}");
        }
        Assert.Empty(wrong);
    }

    private async Task<string> CallAsync(string route, string? token)
    {
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
        path = path.Replace("{id}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal);
        var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get && method != HttpMethod.Delete)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await api.SendAsync(request, token);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var code = (string?)body?["code"];
        return NotLetIn.Contains(code) ? $"{(int)answer.StatusCode} {code}" : "in";
    }

    private static IEnumerable<string> Names(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal);
        return (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(method => method != "HEAD").Select(method => $"{method} {path}");
    }
}
