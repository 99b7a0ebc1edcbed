using AuthServer.Protocol.Tests.Tokens.JwtPlaces;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>The table of JWT attacks, against every place of this server that takes a JWT.</summary>
public sealed class JwtAttackTests(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    private readonly SigningClient _client = new("signer-" + Guid.CreateVersion7(), server.Clock);

    public async ValueTask InitializeAsync() => await _client.AddToAsync(server);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Places() => ["userinfo", "account routes", "introspection", "id_token_hint of authorize", "id_token_hint of endsession", "client assertion", "request object"];

    // A new place is a class and a line here.
    private IJwtPlace Place(string name) => name switch
    {
        "userinfo" => new UserInfoPlace(server),
        "account routes" => new AccountPlace(server),
        "introspection" => new IntrospectionPlace(server),
        "id_token_hint of authorize" => new AuthorizeHintPlace(server),
        "id_token_hint of endsession" => new LogoutHintPlace(server),
        "client assertion" => new AssertionPlace(server, _client),
        "request object" => new RequestObjectPlace(server, _client),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Place_refuses_every_attack_and_takes_the_unchanged_token(string place)
    {
        var faults = await JwtTable.RunAsync(Place(place));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Good_token_of_another_place_is_refused(string name)
    {
        var place = Place(name);
        var own = await place.DraftAsync();
        foreach (var other in Places().Select(p => p.Data).Where(p => p != name))
        {
            var draft = await Place(other).DraftAsync();
            // Access tokens are good wherever access tokens are, ID tokens wherever hints are.
            if (draft.Types.SequenceEqual(own.Types)) continue;
            var verdict = await place.SendAsync(draft.Good);
            Assert.True(verdict.Outcome == JwtOutcome.Refused, $"{other} at {name}: {verdict}");
        }
    }
}
