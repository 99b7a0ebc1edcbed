using System.Net;
using AuthServer.Validation.Requirements;
using AuthServer.Validation.Tests.Support;

namespace AuthServer.Validation.Tests;

/// <summary>Routes that ask for a newer or stronger sign-in (RFC 9470).</summary>
public sealed class StepUpTests
{
    private const string Newer = "Bearer realm=\"resource-api\", error=\"insufficient_user_authentication\", error_description=\"Sign in again first: this needs a newer sign-in.\", max_age=\"300\"";

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(300, HttpStatusCode.OK)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    [InlineData(86400 * 90, HttpStatusCode.Unauthorized)]
    public async Task Sign_in_may_be_as_old_as_the_route_says_and_no_second_more(long age, HttpStatusCode status)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/fresh", api.Token(claims => claims["auth_time"] = api.Clock.GetUtcNow().ToUnixTimeSeconds() - age));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? "" : Newer, answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Token_grows_old_with_its_sign_in()
    {
        await using var api = await TestApi.StartAsync();
        var token = api.Token();
        using var early = await api.GetAsync("/fresh", token);
        api.Clock.Advance(TestApi.MaxAge + TimeSpan.FromSeconds(1));
        using var late = await api.GetAsync("/fresh", token);
        using var elsewhere = await api.GetAsync("/read", token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (early.StatusCode, late.StatusCode, elsewhere.StatusCode));
    }

    [Theory]
    [InlineData("auth_time", "/fresh")]
    [InlineData("acr", "/strong")]
    public async Task Token_that_does_not_say_how_its_user_signed_in_is_refused(string claim, string path)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync(path, api.Token(claims => claims.Remove(claim)));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("error=\"insufficient_user_authentication\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auth_time", "\"1900000000\"")]
    [InlineData("auth_time", "[1900000000]")]
    [InlineData("auth_time", "1.5")]
    [InlineData("auth_time", "-1")]
    [InlineData("auth_time", "9999999999")]
    [InlineData("auth_time", "null")]
    [InlineData("acr", "[\"urn:example:acr:strong\"]")]
    [InlineData("acr", "1")]
    public async Task Token_with_a_malformed_sign_in_or_one_to_come_is_not_valid(string claim, string json)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/read", api.Token(claims => claims[claim] = System.Text.Json.Nodes.JsonNode.Parse(json)));
        Assert.Contains("error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestApi.StrongAcr, HttpStatusCode.OK)]
    [InlineData("urn:example:acr:hardware", HttpStatusCode.OK)]
    [InlineData("urn:example:acr:STRONG", HttpStatusCode.Unauthorized)]
    [InlineData("urn:example:acr:strong urn:example:acr:hardware", HttpStatusCode.Unauthorized)]
    public async Task One_of_the_levels_is_enough_and_no_other(string acr, HttpStatusCode status)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/strong", api.Token(claims => claims["acr"] = acr));
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK)
            Assert.Equal("Bearer realm=\"resource-api\", error=\"insufficient_user_authentication\", error_description=\"Sign in again first: this needs a stronger sign-in.\", acr_values=\"urn:example:acr:strong urn:example:acr:hardware\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData(TestApi.StrongAcr, 301)]
    [InlineData("urn:example:acr:hardware", 0)]
    public async Task One_challenge_names_all_that_the_sign_in_has_to_be(string acr, long age)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/strict", api.Token(claims => (claims["acr"], claims["auth_time"]) = (acr, api.Clock.GetUtcNow().ToUnixTimeSeconds() - age)));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.EndsWith("this needs a newer or stronger sign-in.\", acr_values=\"urn:example:acr:strong\", max_age=\"300\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lacks_the_scope_is_not_sent_to_sign_in_again()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.GetAsync("/fresh", api.Token(claims => (claims["scope"], claims["auth_time"]) = ("search", 1)));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("max_age", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(0.5)]
    [InlineData(1.25)]
    public void Age_that_max_age_can_t_say_is_no_requirement(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FreshSignInRequirement(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("strong", "two words")]
    [InlineData("quo\"ted")]
    [InlineData("straße")]
    public void Level_that_a_challenge_can_t_list_is_no_requirement(params string[] values) => Assert.Throws<ArgumentException>(() => new AcrRequirement(values));
}
