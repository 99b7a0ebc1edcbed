using ResourceApi.Tests.Support;
using Testing.Jwt;

namespace ResourceApi.Tests.Tokens;

/// <summary>The table of JWT attacks, against every place of this host that takes a JWT.</summary>
public sealed class JwtAttackTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public Task Every_forged_access_token_is_refused() => AllRefusedAsync(new AccessTokenPlace(api));

    [Fact]
    public Task Every_forged_security_event_token_is_refused() => AllRefusedAsync(new SecurityEventPlace(api));

    [Fact]
    public async Task Neither_passes_for_the_other()
    {
        var (access, received) = (new AccessTokenPlace(api), new SecurityEventPlace(api));
        Assert.Equal(JwtOutcome.Refused, (await access.SendAsync((await received.DraftAsync()).Good)).Outcome);
        Assert.Equal(JwtOutcome.Refused, (await received.SendAsync((await access.DraftAsync()).Good)).Outcome);
    }

    private static async Task AllRefusedAsync(IJwtPlace place)
    {
        var faults = await JwtTable.RunAsync(place);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
