using System.Net;
using AuthServer.Protocol;
using EndToEnd.Browsing;
using EndToEnd.Running;

namespace EndToEnd.Clients.OidcAgent;

/// <summary>oidc-agent: an OpenID Connect client in C for the shell, with a port of its own for the answer.</summary>
public sealed class OidcAgentTests(SharedPlatform shared, Chromium chromium)
{
    private const string Account = "alice";

    private Uri Auth => shared.Platform.Auth;

    [Fact]
    public async Task Oidc_agent_sets_an_account_up_by_code_and_refreshes_it()
    {
        var redirectUri = $"http://localhost:{Ports.Free()}";
        const string id = "agent-code";
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, ClientRows.ThirdParty(id, "Shell", redirectUri, null, AuthMethods.ClientSecretBasic));
        await using var agent = await AgentProcess.StartAsync();
        await using (var setup = agent.SetUp(Account, Auth, "code", "--manual", "--client-id=" + id, "--client-secret=" + ClientRows.Secret, "--redirect-uri=" + redirectUri))
        {
            await using var window = await chromium.OpenAsync();
            await window.OpenAsync(await setup.AddressAsync());
            Assert.Equal("Shell", await window.Page.InnerTextAsync("#client-name"));
            await window.SignInAsync();
            await window.Page.ClickAsync("#allow");
            await setup.DoneAsync();
        }
        await WorksAsync(agent);
    }

    [Fact]
    public async Task Oidc_agent_sets_an_account_up_as_a_device_and_refreshes_it()
    {
        const string id = "agent-device";
        var client = ClientRows.ThirdParty(id, "Shell of a server", $"http://localhost:{Ports.Free()}", null, AuthMethods.ClientSecretBasic);
        client.GrantTypes.Add(GrantTypes.DeviceCode);
        await ClientRows.AddAsync(shared.Platform.AuthDatabase, client);
        await using var agent = await AgentProcess.StartAsync();
        await using (var setup = agent.SetUp(Account, Auth, "device", "--manual", "--client-id=" + id, "--client-secret=" + ClientRows.Secret))
        {
            await using var window = await chromium.OpenAsync();
            await DeviceVisit.ConnectAsync(window, await setup.AddressAsync(), await setup.CodeAsync(), "Shell of a server");
            await setup.DoneAsync();
        }
        await WorksAsync(agent);
    }

    [Fact]
    public async Task Oidc_agent_registers_itself_and_sets_an_account_up_by_code()
    {
        await using var agent = await AgentProcess.StartAsync();
        await using (var setup = agent.SetUp(Account, Auth, "code", "--access-token=" + WebApp.InitialAccessToken, $"--redirect-uri=http://localhost:{Ports.Free()}"))
        {
            await using var window = await chromium.OpenAsync();
            await window.OpenAsync(await setup.AddressAsync());
            await window.SignInAsync();
            Assert.StartsWith("oidc-agent:" + Account, await window.Page.InnerTextAsync("#client-name"), StringComparison.Ordinal);
            await window.Page.ClickAsync("#allow");
            await setup.DoneAsync();
        }
        await WorksAsync(agent);
    }

    /// <summary>The account is good for access tokens, now and after the agent has forgotten and read it again.</summary>
    private async Task WorksAsync(AgentProcess agent)
    {
        var first = await agent.TokenAsync(Account);
        Assert.Equal("alice@example.com", (await UserInfoAsync(first))["email"]);
        var second = await agent.TokenAsync(Account, fresh: true);
        Assert.NotEqual(first, second);
        await agent.ForgetAsync(Account);
        await agent.LoadAsync(Account);
        var third = await agent.TokenAsync(Account, fresh: true);
        Assert.NotEqual(second, third);
        Assert.Equal("alice@example.com", (await UserInfoAsync(third))["email"]);
    }

    private async Task<JsonAnswer> UserInfoAsync(string accessToken)
    {
        using var client = new PlatformClient(Auth);
        var answer = await client.GetAsync("/connect/userinfo", accessToken);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }
}
