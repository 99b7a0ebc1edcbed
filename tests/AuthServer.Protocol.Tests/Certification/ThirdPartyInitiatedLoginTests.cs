using AuthServer.Protocol.Tests.Registration;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The modules of the plan 3rd Party-Init OP (OIDC Core §4).</summary>
public sealed class ThirdPartyInitiatedLoginTests(PlanServer server) : IClassFixture<PlanServer>
{
    [Fact(DisplayName = "oidcc-3rd_party-init-login")]
    public async Task Uri_is_registered_and_read_back()
    {
        const string uri = PlanServer.Alias + "initiate_login";
        var (_, answer) = await server.RegisterAsync(("initiate_login_uri", uri));
        Assert.Equal(uri, answer["initiate_login_uri"]);
        var read = await server.ReadAsync(answer);
        Assert.Equal((HttpStatusCode.OK, uri), (read.Status, read["initiate_login_uri"]));
    }

    [Fact(DisplayName = "oidcc-3rd_party-init-login-nohttps")]
    public async Task Uri_without_https_is_refused() => Registering.Refused(
        await server.RegisterAsync(PlanServer.Metadata(("initiate_login_uri", "http://www.certification.openid.net/test/a/authplatform/initiate_login")), Registering.Token), "invalid_client_metadata");
}
