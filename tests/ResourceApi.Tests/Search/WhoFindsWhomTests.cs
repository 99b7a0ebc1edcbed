using System.Net;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class WhoFindsWhomTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("customer", "provider")]
    [InlineData("provider", "customer")]
    [InlineData("admin", "customer provider admin")]
    public async Task Each_type_finds_its_counterpart(string caller, string expected)
    {
        var word = $"whom{caller}";
        var known = new Dictionary<string, string>();
        foreach (var type in (string[])["customer", "provider", "admin"])
            known[await api.JoinAsync(type, profile => profile.Bio = word)] = type;
        var found = await api.FoundAsync($$"""{"query":"{{word}}"}""", api.Token("search", await api.PersonAsync(caller), role: caller));
        Assert.Equal(expected.Split(' ').Order(), found.Select(id => known[id]).Order());
    }

    [Theory]
    [InlineData("provider", null, "customer")]
    [InlineData("customer", "provider", "provider")]
    [InlineData("admin", null, "provider")]
    public async Task Type_is_what_the_authorization_server_last_told_and_only_a_token_makes_an_admin(string told, string? inToken, string finds)
    {
        var word = $"told{told}";
        var id = await api.JoinAsync(finds, profile => profile.Bio = word);
        await api.JoinAsync(finds == "provider" ? "customer" : "provider", profile => profile.Bio = word);
        Assert.Equal([id], await api.FoundAsync($$"""{"query":"{{word}}"}""", api.Token("search", await api.PersonAsync(told), role: inToken)));
    }

    [Fact]
    public async Task Program_finds_providers()
    {
        var provider = await api.JoinAsync("provider", profile => profile.Bio = "programs");
        await api.JoinAsync("customer", profile => profile.Bio = "programs");
        Assert.Equal([provider], await api.FoundAsync("""{"query":"programs"}""", api.Token("search", "worker", session: null)));
    }

    [Fact]
    public async Task Program_is_no_admin_whatever_its_roles()
    {
        using var answer = await api.SearchAsync("""{"explain":true}""", api.Token("search", "worker", session: null, role: "admin"));
        await ApiHost.ProblemAsync(answer, 403, "forbidden");
    }

    [Fact]
    public async Task Disabled_caller_finds_nobody()
    {
        await api.JoinAsync("provider", profile => profile.Bio = "closed");
        var caller = await api.PersonAsync("admin", change: person => person.Disabled = true);
        Assert.Empty(await api.FoundAsync("""{"query":"closed"}""", api.Token("search", caller, role: "admin")));
    }

    [Theory]
    [InlineData("users:read users:write", 403, "insufficient_scope")]
    [InlineData(null, 401, "missing_token")]
    public async Task Search_needs_its_scope(string? scope, int status, string code)
    {
        foreach (var path in (string[])["/users/search/", "/users/search/phone/"])
        {
            using var answer = await api.SendAsync(HttpMethod.Post, path, scope is null ? null : api.Token(scope), """{"phone_number":"+4915112345678"}""");
            await ApiHost.ProblemAsync(answer, status, code);
        }
    }

    [Fact]
    public async Task Path_works_without_its_slash()
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/users/search", api.CustomerToken(), "{}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
