using System.Net;
using AuthServer.Validation.Tests.Support;
using AuthServer.Validation.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Validation.Tests;

public sealed class BearerHeaderTests
{
    [Fact]
    public async Task Missing_token_is_challenged_without_an_error_and_with_the_scope_to_ask_for()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/read", token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer realm=\"resource-api\", scope=\"users:read\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("bearer {0}", HttpStatusCode.OK)]
    [InlineData("BEARER  {0}", HttpStatusCode.OK)]
    [InlineData("Bearer", HttpStatusCode.BadRequest)]
    [InlineData("Bearer {0} {0}", HttpStatusCode.BadRequest)]
    [InlineData("Bearer {0},{0}", HttpStatusCode.BadRequest)]
    [InlineData("Bearer{0}", HttpStatusCode.Unauthorized)]
    [InlineData("Basic {0}", HttpStatusCode.Unauthorized)]
    [InlineData("DPoP {0}", HttpStatusCode.Unauthorized)]
    [InlineData("{0}", HttpStatusCode.Unauthorized)]
    public async Task Header_holds_one_token_of_the_Bearer_scheme(string header, HttpStatusCode status)
    {
        await using var api = await TestApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/read");
        request.Headers.TryAddWithoutValidation("Authorization", header.Replace("{0}", api.Token(), StringComparison.Ordinal));
        using var answer = await api.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Two_headers_are_refused()
    {
        await using var api = await TestApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/read");
        request.Headers.TryAddWithoutValidation("Authorization", ["Bearer " + api.Token(), "Bearer " + api.Token()]);
        using var answer = await api.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("error=\"invalid_request\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_in_query_or_form_is_ignored()
    {
        await using var api = await TestApi.StartAsync();
        using var inQuery = await api.GetAsync("/read?access_token=" + api.Token(), token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, inQuery.StatusCode);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = api.Token() });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/read") { Content = form };
        using var inForm = await api.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, inForm.StatusCode);
    }

    [Fact]
    public async Task Insufficient_scope_names_all_scopes_that_are_needed()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/both", api.Token());
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("error=\"insufficient_scope\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("scope=\"users:read search\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_is_read_from_the_token()
    {
        await using var api = await TestApi.StartAsync();
        using var customer = await api.GetAsync("/admin", api.Token());
        Assert.Equal(HttpStatusCode.Forbidden, customer.StatusCode);
        using var admin = await api.GetAsync("/admin", api.Token(claims => claims["roles"] = new System.Text.Json.Nodes.JsonArray("admin")));
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
    }

    [Fact]
    public async Task Token_without_session_is_no_user_token()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/user", api.Token(claims => claims.Remove("sid")));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Ended_session_makes_its_tokens_invalid()
    {
        await using var api = await TestApi.StartAsync(services => services.AddSingleton<IEndedTokens>(new Ended("sid-1")));
        using var ended = await api.GetAsync("/read", api.Token());
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        using var other = await api.GetAsync("/read", api.Token(claims => claims["sid"] = "sid-2"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private sealed class Ended(string session) : IEndedTokens
    {
        public bool Contains(TokenIdentity token) => token.SessionId == session;
    }
}
