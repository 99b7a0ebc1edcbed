using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>A client gets tokens by the grants that it is registered for, and by no other.</summary>
public sealed class GrantPermissionTests(Server server) : IClassFixture<Server>
{
    private static readonly Dictionary<string, string> Secrets = new() { ["web"] = OAuth.WebSecret, ["partner"] = OAuth.PartnerSecret, ["worker"] = OAuth.WorkerSecret, ["resource-api"] = OAuth.ApiSecret };

    // Everything that each grant could need, so that only the permission is missing.
    private static readonly (string, string)[] Everything =
    [
        ("username", "alice"), ("password", "Correct-horse-7"), ("phone_number", Server.Phone), ("pin", Server.Pin),
        ("code", "x"), ("redirect_uri", "x"), ("refresh_token", "x"), ("device_code", "x"), ("subject_token", "x"),
    ];

    public static TheoryData<string, string> Forbidden()
    {
        var data = new TheoryData<string, string>();
        foreach (var (client, allowed) in new (string, string[])[]
        {
            ("mobile", ["urn:authplatform:grant-type:pin", "password", "authorization_code", "refresh_token"]),
            ("spa", ["authorization_code"]),
            ("web", ["authorization_code", "refresh_token"]),
            ("partner", ["authorization_code", "refresh_token"]),
            ("worker", ["client_credentials"]),
            ("resource-api", ["client_credentials"]),
            ("tv", ["refresh_token"]),
        })
        {
            foreach (var grant in new[] { "authorization_code", "refresh_token", "client_credentials", "password", "urn:authplatform:grant-type:pin" })
                if (!allowed.Contains(grant)) data.Add(client, grant);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Grant_that_the_client_is_not_registered_for_is_refused(string client, string grant)
    {
        var secret = Secrets.GetValueOrDefault(client);
        var answer = await server.OAuth.PostAsync(
            "/connect/token", secret is null ? null : client, secret, [("grant_type", grant), .. secret is null ? new[] { ("client_id", client) } : [], .. Everything]);
        Expect.Refusal(answer, "unauthorized_client");
    }

    [Fact]
    public void Table_above_names_every_grant_of_the_server() => Assert.Equal(
        ["authorization_code", "client_credentials", "password", "refresh_token", "urn:authplatform:grant-type:pin"],
        server.Services.GetServices<IGrant>().Select(g => g.Type).Order(StringComparer.Ordinal).Where(t => !t.Contains("ietf", StringComparison.Ordinal)));

    [Theory]
    [InlineData("password")]
    [InlineData("urn:authplatform:grant-type:pin")]
    public async Task Third_party_client_gets_no_credential_grant_even_if_its_registration_says_so(string grant)
    {
        await server.AddClientAsync(new Client
        {
            ClientId = "third-" + grant, Name = "Third", AuthMethods = [AuthMethods.None], GrantTypes = [grant], Scopes = ScopeSet.Parse("openid")!,
        });
        Expect.Refusal(await server.OAuth.TokenAsync([("grant_type", grant), ("client_id", "third-" + grant), .. Everything]), "unauthorized_client");
    }
}
