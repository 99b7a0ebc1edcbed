using AuthServer.Protocol.Grants;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Accounts.States;

public sealed class StateTableTests(StateTableTests.CodeHost shared) : IClassFixture<StateTableTests.CodeHost>
{
    [Fact]
    public void Every_registered_grant_and_route_has_an_answer_for_every_state() => Assert.Equal(Registered().Order(StringComparer.Ordinal), StateTable.Rows.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(UserState.Untouched)]
    [InlineData(UserState.Disabled)]
    [InlineData(UserState.Locked)]
    [InlineData(UserState.Deleted)]
    [InlineData(UserState.PinChanged)]
    [InlineData(UserState.SessionEnded)]
    public async Task Each_answers_as_the_table_says(UserState state)
    {
        using var app = new OAuth(shared.Host);
        var wrong = new List<string>();
        foreach (var (name, row) in StateTable.Rows)
        {
            if (row is null) continue;
            var user = new StateUser(shared.Host, app);
            await user.RegisterAsync();
            var call = await row.Begin(user);
            await user.BecomeAsync(state);
            var answer = await call();
            if (answer != row.In(state)) wrong.Add($"{name}: {answer}, not {row.In(state)}");
        }
        Assert.Empty(wrong);
    }

    private IEnumerable<string> Registered() => shared.Host.Services.GetServices<IGrant>().Select(grant => "grant " + grant.Type)
        .Concat(shared.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(Name));

    private static string Name(RouteEndpoint route)
    {
        var path = route.RoutePattern.RawText!;
        var name = $"{path} {string.Join(',', route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])}";
        return StateTable.Rows.ContainsKey(path) ? path : name;
    }

    /// <summary>A host on which a new device has to bring a code.</summary>
    public sealed class CodeHost : IAsyncDisposable
    {
        public AuthServerHost Host { get; } = AuthServerHost.With(new KeyValuePair<string, string>("Accounts:Pin:NewDevice", "Code"));

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
