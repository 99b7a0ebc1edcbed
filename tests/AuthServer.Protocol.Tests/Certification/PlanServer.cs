using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Tests.Registration;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>A server with the clients that the plans need, as <c>docs/certification.md</c> tells to configure them.</summary>
public sealed class PlanServer : Server, IAsyncLifetime
{
    public const string Alias = "https://www.certification.openid.net/test/a/authplatform/";
    public const string Callback = Alias + "callback";
    private const string Secret = "suite-secret-0123456789abcdef0123456789";

    public async ValueTask InitializeAsync()
    {
        await AddClientAsync(Confidential("suite", AuthMethods.ClientSecretBasic));
        await AddClientAsync(Confidential("suite-2", AuthMethods.ClientSecretBasic));
        await AddClientAsync(Confidential("suite-post", AuthMethods.ClientSecretPost));
    }

    /// <summary>The client of a plan.</summary>
    public Task<RelyingParty> PartyAsync(string plan) => PartyAsync(plan, "suite");

    /// <summary>The second client of a plan, for what is bound to one.</summary>
    public Task<RelyingParty> SecondPartyAsync(string plan) => PartyAsync(plan, "suite-2");

    /// <summary>The client of a plan that sends its secret in the body.</summary>
    public Task<RelyingParty> PostingPartyAsync(string plan) => PartyAsync(plan, "suite-post", AuthMethods.ClientSecretPost);

    /// <summary>A client that has just registered itself, as the suite does; the changes come on top.</summary>
    public async Task<(RelyingParty Party, OAuthAnswer Answer)> RegisterAsync(params (string Name, JsonNode? Value)[] changes)
    {
        var metadata = Metadata(changes);
        var answer = await this.RegisterAsync(metadata, Registering.Token);
        Assert.True(answer.Status == HttpStatusCode.Created, $"{(int)answer.Status} {answer.Text}");
        return (new RelyingParty(this, answer["client_id"]!, answer["client_secret"] ?? "", metadata["redirect_uris"]![0]!.GetValue<string>()) { Method = metadata["token_endpoint_auth_method"]!.GetValue<string>() }, answer);
    }

    /// <summary>What the suite says of the clients that it registers.</summary>
    public static JsonObject Metadata(params (string Name, JsonNode? Value)[] changes)
    {
        var metadata = new JsonObject
        {
            ["client_name"] = "Conformance suite",
            ["grant_types"] = Registering.Json(GrantTypes.AuthorizationCode, GrantTypes.RefreshToken),
            ["response_types"] = Registering.Json("code"),
            ["redirect_uris"] = Registering.Json(Callback),
            ["contacts"] = Registering.Json("certification@oidf.org"),
            ["token_endpoint_auth_method"] = AuthMethods.ClientSecretBasic,
        };
        foreach (var (name, value) in changes) metadata[name] = value;
        return metadata;
    }

    private async Task<RelyingParty> PartyAsync(string plan, string id, string method = AuthMethods.ClientSecretBasic)
    {
        var party = Plans.Registers(plan) ? (await RegisterAsync(("token_endpoint_auth_method", method))).Party : new RelyingParty(this, id, Secret, Callback) { Method = method };
        return party.AnsweredBy(Plans.Mode(plan));
    }

    private static Client Confidential(string id, string method) => new()
    {
        ClientId = id, Name = "Conformance suite", RequirePkce = false,
        AuthMethods = [method],
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        RedirectUris = [Callback],
        PostLogoutRedirectUris = [Alias + "post_logout_redirect"],
        Scopes = ScopeSet.Parse("openid profile email phone address offline_access")!,
        Secrets = [ClientSecret.Of(Secret)],
    };
}
