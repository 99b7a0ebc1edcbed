using System.Text.Json.Nodes;
using AuthServer.Protocol.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The module of the plan Dynamic OP that rotates the server's keys.</summary>
public sealed class KeyRotationModuleTests(PlanServer server) : IClassFixture<PlanServer>
{
    private async Task<List<string>> KidsAsync() => [.. JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"))!["keys"]!.AsArray().Where(k => k!["alg"]!.GetValue<string>() == "RS256").Select(k => k!["kid"]!.GetValue<string>())];

    [Fact(DisplayName = "oidcc-server-rotate-keys")]
    public async Task Rotated_key_is_published_beside_the_old_one_and_signs_later()
    {
        var party = await server.PartyAsync(Plans.Basic);
        var old = Assert.Single(await KidsAsync());
        server.Clock.Advance(TimeSpan.FromDays(89));
        await server.Services.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);
        var kids = await KidsAsync();
        Assert.Equal(2, kids.Count);
        Assert.Contains(old, kids);
        Assert.Equal(old, await SigningKidAsync(party));
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(kids.Single(k => k != old), await SigningKidAsync(party));
        Assert.Contains(old, await KidsAsync());
    }

    private async Task<string> SigningKidAsync(RelyingParty party)
    {
        using var browser = server.OAuth.NewBrowser();
        return OAuth.Header((await party.TokensAsync(browser)).IdToken)["kid"]!.GetValue<string>();
    }
}
