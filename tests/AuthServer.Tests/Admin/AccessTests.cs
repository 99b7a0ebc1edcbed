using System.Net;
using AuthServer.Admin;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Admin;

/// <summary>Who gets into the admin API: every route against every kind of caller.</summary>
public sealed class AccessTests(AdminHost shared) : IClassFixture<AdminHost>
{
    [Fact]
    public void The_table_has_every_route()
    {
        var registered = shared.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.Contains("/admin/", StringComparison.Ordinal)).ToList();
        Assert.All(registered, route => Assert.NotNull(route.Metadata.GetMetadata<AdminRoute>()));
        Assert.Equal(
            registered.SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}")).Order(StringComparer.Ordinal),
            AdminRoutes.All.Select(route => $"{route.Method} {route.Pattern}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_is_let_in_by_any_route()
    {
        var ended = (await shared.PasswordAsync("admin", "Correct-horse-9")).AccessToken;
        Assert.Equal("200 ok", (await shared.Rest.DeleteAsync($"/auth/sessions/{OAuth.Payload(ended)["sid"]}/", ended)).Outcome);
        await shared.AddAsync(new Client { ClientId = "stranger", Name = "Registered itself", Origin = ClientOrigin.Registration, FirstParty = true, AuthMethods = [AuthMethods.None], GrantTypes = ["password"], Scopes = ScopeSet.Parse("openid admin")! });
        (string Who, string? Token, string Outcome)[] callers =
        [
            ("anonymous", null, "401 missing_token"),
            ("a forged token", "abc.def.ghi", "401 invalid_token"),
            ("an ID token", (await shared.PasswordAsync("admin", "Correct-horse-9")).IdToken, "401 invalid_token"),
            ("a user of an app", (await Account.ByPinAsync(shared.Rest)).Access, "403 insufficient_scope"),
            ("a customer with the scope", (await shared.PasswordAsync("alice", "Correct-horse-7")).AccessToken, "403 admin_only"),
            ("an administrator without the scope", (await shared.PasswordAsync("admin", "Correct-horse-9", "mobile")).AccessToken, "403 insufficient_scope"),
            ("a program without the scope", (await shared.OAuth.WorkerAsync("search")).AccessToken, "403 insufficient_scope"),
            ("a token for another audience", (await shared.PasswordAsync("admin", "Correct-horse-9", resource: "resource-api")).AccessToken, "403 insufficient_scope"),
            ("an ended session", ended, "401 invalid_token"),
            ("an administrator through a client that registered itself", (await shared.PasswordAsync("admin", "Correct-horse-9", "stranger")).AccessToken, "403 admin_only"),
        ];
        var wrong = new List<string>();
        foreach (var (method, pattern) in AdminRoutes.All)
        {
            foreach (var (who, token, outcome) in callers)
            {
                var answer = await CallAsync(method, pattern, token);
                if (answer.Outcome != outcome) wrong.Add($"{method} {pattern}, {who}: {answer.Outcome}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Administrators_and_programs_with_the_scope_are_let_in_by_every_route()
    {
        var wrong = new List<string>();
        foreach (var (method, pattern) in AdminRoutes.All)
        {
            // A rotation of keys would be one.
            if (pattern.EndsWith("/keys/rotate/", StringComparison.Ordinal)) continue;
            foreach (var token in new[] { shared.Program, shared.Administrator })
            {
                var answer = await CallAsync(method, pattern, token);
                if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError) wrong.Add($"{method} {pattern}: {answer.Outcome}");
            }
        }
        Assert.Empty(wrong);
    }

    // An empty body is one that no route accepts.
    private Task<RestAnswer> CallAsync(string method, string pattern, string? token) =>
        shared.Rest.SendAsync(new HttpMethod(method), AdminRoutes.PathOf(pattern), method is "POST" or "PUT" or "PATCH" ? new { } : null, token);
}
