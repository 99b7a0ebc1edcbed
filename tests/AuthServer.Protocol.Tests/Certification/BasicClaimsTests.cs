using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Modules of the plans Basic OP and Form Post Basic OP: userinfo and the claims of scopes.</summary>
public sealed class BasicClaimsTests(PlanServer server) : IClassFixture<PlanServer>
{
    private const string Profile = "name family_name given_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale updated_at";
    private static readonly HashSet<string> Address = ["formatted", "street_address", "locality", "region", "postal_code", "country"];

    private async Task<OAuthAnswer> TokensAsync(string plan, params IEnumerable<(string, string?)> changes)
    {
        using var browser = server.OAuth.NewBrowser();
        return await (await server.PartyAsync(plan)).TokensAsync(browser, changes);
    }

    private async Task TellsAsync(string plan, Func<string, HttpRequestMessage> ask)
    {
        var tokens = await TokensAsync(plan);
        using var request = ask(tokens.AccessToken);
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(IdTokens.Subject(tokens), JsonNode.Parse(await response.Content.ReadAsStringAsync())!["sub"]!.GetValue<string>());
    }

    private static HttpRequestMessage Request(HttpMethod method, string? token, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, "/connect/userinfo") { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    [Theory(DisplayName = "oidcc-userinfo-get")]
    [ClassData<Plans>]
    public Task Userinfo_by_get(string plan) => TellsAsync(plan, token => Request(HttpMethod.Get, token));

    [Theory(DisplayName = "oidcc-userinfo-post-header")]
    [ClassData<Plans>]
    public Task Userinfo_by_post_and_header(string plan) => TellsAsync(plan, token => Request(HttpMethod.Post, token));

    [Theory(DisplayName = "oidcc-userinfo-post-body")]
    [ClassData<Plans>]
    public Task Userinfo_by_post_and_body(string plan) => TellsAsync(plan, token => Request(HttpMethod.Post, null, new FormUrlEncodedContent([new("access_token", token)])));

    [Theory(DisplayName = "oidcc-scope-profile")]
    [ClassData<Plans>]
    public Task Scope_profile(string plan) => ToldAsync(plan, "openid profile", Profile);

    [Theory(DisplayName = "oidcc-scope-email")]
    [ClassData<Plans>]
    public Task Scope_email(string plan) => ToldAsync(plan, "openid email", "email email_verified");

    [Theory(DisplayName = "oidcc-scope-address")]
    [ClassData<Plans>]
    public Task Scope_address(string plan) => ToldAsync(plan, "openid address", "address");

    [Theory(DisplayName = "oidcc-scope-phone")]
    [ClassData<Plans>]
    public Task Scope_phone(string plan) => ToldAsync(plan, "openid phone", "phone_number phone_number_verified");

    [Theory(DisplayName = "oidcc-scope-all")]
    [ClassData<Plans>]
    public Task Scope_all(string plan) => ToldAsync(plan, "openid profile email phone address", Profile + " email email_verified phone_number phone_number_verified address");

    [Theory(DisplayName = "oidcc-ensure-other-scope-order-succeeds")]
    [ClassData<Plans>]
    public Task Order_of_scopes_does_not_matter(string plan) => ToldAsync(plan, "email openid", "email email_verified");

    [Theory(DisplayName = "oidcc-claims-essential")]
    [ClassData<Plans>]
    public async Task Claim_that_is_asked_for_by_name_is_told(string plan)
    {
        var tokens = await TokensAsync(plan, ("claims", """{"userinfo":{"name":{"essential":true}}}"""));
        var told = (await server.OAuth.UserInfoAsync(tokens.AccessToken)).Json!;
        Assert.Equal(["name", "sub"], told.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.NotEmpty(told["name"]!.GetValue<string>());
    }

    [Theory(DisplayName = "oidcc-alternate-happy-flow")]
    [ClassData<Plans>]
    public async Task Order_of_parameters_does_not_matter(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        var page = await browser.OpenAsync("/connect/authorize?" + string.Join('&', party.Request(("scope", "email openid")).Reverse().Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")));
        using var response = await party.CompleteAsync(browser, page);
        var tokens = Expect.Tokens(await party.RedeemAsync(await party.CodeAsync(response)));
        Assert.Equal("alice@example.com", (await server.OAuth.UserInfoAsync(tokens.AccessToken))["email"]);
    }

    // The seeded user has every claim, so each that the scopes ask for is told; none of them is in the ID token, which TokensAsync checks.
    private async Task ToldAsync(string plan, string scope, string claims)
    {
        var told = (await server.OAuth.UserInfoAsync((await TokensAsync(plan, ("scope", scope))).AccessToken)).Json!;
        Assert.Equal(claims.Split(' ').Append("sub").Order(StringComparer.Ordinal), told.Select(c => c.Key).Order(StringComparer.Ordinal));
        foreach (var (name, value) in told) Check(name, value!);
    }

    // OIDC Core §5.1: the type of each claim.
    private void Check(string name, JsonNode value)
    {
        var kind = value.GetValueKind();
        switch (name)
        {
            case "email_verified" or "phone_number_verified":
                Assert.True(kind is JsonValueKind.True or JsonValueKind.False, name);
                break;
            case "updated_at":
                // Seconds; in milliseconds it would lie far ahead.
                Assert.InRange(value.GetValue<long>(), 1_000_000_000, server.Clock.GetUtcNow().ToUnixTimeSeconds());
                break;
            case "address":
                Assert.All(value.AsObject(), m => Assert.Contains(m.Key, Address));
                break;
            case "birthdate":
                Assert.Matches("^([0-9]{4}|0000)(-[0-9]{2}-[0-9]{2})?$", value.GetValue<string>());
                break;
            case "profile" or "picture" or "website":
                Assert.True(Uri.TryCreate(value.GetValue<string>(), UriKind.Absolute, out _), name);
                break;
            default:
                Assert.False(kind != JsonValueKind.String || value.GetValue<string>().Length == 0, name);
                break;
        }
    }
}
