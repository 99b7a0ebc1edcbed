using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>
/// Modules of the plans Basic OP and Form Post Basic OP that send request objects without a signature. The suite skips them where <c>none</c> is not among
/// the algorithms in discovery; what must not happen is that such an object is obeyed, or passed over in silence.
/// </summary>
public sealed class RequestObjectModuleTests(PlanServer server) : IClassFixture<PlanServer>
{
    private async Task<JsonNode> DiscoveryAsync() => JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/openid-configuration"))!;

    private static string Unsigned(RelyingParty party) => Base64UrlEncoder.Encode("""{"alg":"none"}""") + "." + Base64UrlEncoder.Encode(JsonSerializer.Serialize(party.Request())) + ".";

    [Theory(DisplayName = "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")]
    [ClassData<Plans>]
    public async Task Unsigned_request_object_is_refused(string plan)
    {
        Assert.DoesNotContain("none", (await DiscoveryAsync())["request_object_signing_alg_values_supported"]!.AsArray().Select(v => v!.GetValue<string>()));
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("request", Unsigned(party)));
        Assert.Equal("invalid_request_object", await party.ErrorAsync(response));
    }

    [Theory(DisplayName = "oidcc-ensure-request-object-with-redirect-uri")]
    [ClassData<Plans>]
    public async Task Redirect_uri_beside_an_unsigned_request_object_must_be_registered(string plan)
    {
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("request", Unsigned(party)), ("redirect_uri", party.Callback + "/foobar"));
        await Expect.ErrorPageAsync(response);
    }

    [Theory(DisplayName = "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")]
    [ClassData<Plans>]
    public async Task Request_uri_is_refused_as_unsupported(string plan)
    {
        Assert.False((await DiscoveryAsync())["request_uri_parameter_supported"]!.GetValue<bool>());
        var party = await server.PartyAsync(plan);
        using var browser = server.OAuth.NewBrowser();
        using var response = await party.OpenAsync(browser, ("request_uri", PlanServer.Alias + "requesturi#x"));
        Assert.Equal("request_uri_not_supported", await party.ErrorAsync(response));
    }
}
