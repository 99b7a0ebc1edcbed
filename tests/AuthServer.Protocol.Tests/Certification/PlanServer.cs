using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tests.Certification;

/// <summary>A server with the clients that the plans need, as <c>docs/certification.md</c> tells to configure them.</summary>
public sealed class PlanServer : Server, IAsyncLifetime
{
    public const string Callback = "https://www.certification.openid.net/test/a/authplatform/callback";
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

    private Task<RelyingParty> PartyAsync(string plan, string id, string method = AuthMethods.ClientSecretBasic) =>
        Task.FromResult(new RelyingParty(this, id, Secret, Callback) { Mode = plan == Plans.FormPost ? "form_post" : "query", Method = method });

    private static Client Confidential(string id, string method) => new()
    {
        ClientId = id, Name = "Conformance suite", RequirePkce = false,
        AuthMethods = [method],
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        RedirectUris = [Callback],
        PostLogoutRedirectUris = [Callback.Replace("callback", "post_logout_redirect", StringComparison.Ordinal)],
        Scopes = ScopeSet.Parse("openid profile email phone address offline_access")!,
        Secrets = [ClientSecret.Of(Secret)],
    };
}
