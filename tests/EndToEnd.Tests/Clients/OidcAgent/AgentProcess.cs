using EndToEnd.Running;

namespace EndToEnd.Clients.OidcAgent;

/// <summary>Debian's oidc-agent with accounts of its own: it keeps refresh tokens and gives access tokens to the shell.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private const string Program = "/usr/bin/oidc-agent";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Scratch _folder = new();
    private RunningProgram? _agent;

    private AgentProcess()
    {
    }

    private string Socket => _folder.File("agent.sock");

    /// <summary>The settings of every program of it; its temporary files and its accounts stay in the folder.</summary>
    private KeyValuePair<string, string>[] Environment =>
        [new("OIDC_SOCK", Socket), new("OIDC_CONFIG_DIR", _folder.Folder), new("HOME", _folder.Folder), new("TMPDIR", _folder.Folder), new("OIDC_ENCRYPTION_PW", "of-this-test-alone")];

    public static async Task<AgentProcess> StartAsync()
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"{Program} is missing: ./test.sh installs it (apt-get install oidc-agent-cli).");
        var agent = new AgentProcess();
        try
        {
            agent._agent = RunningProgram.Start(agent._folder.Folder, agent.Environment, Program, "--console", "--socket-path=" + agent.Socket);
            await Eventually.TrueAsync(() => File.Exists(agent.Socket), Limit, () => "oidc-agent does not listen.\n" + agent._agent.Output + agent._agent.Errors);
            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to set up an account: oidc-gen prints where a person has to go, and waits.</summary>
    /// <param name="account">Its name.</param>
    /// <param name="issuer">The server.</param>
    /// <param name="flow">The flow, <c>code</c> or <c>device</c>.</param>
    /// <param name="client">How it gets its client: the id and the secret of a registered one, or what registration asks for.</param>
    public AccountSetup SetUp(string account, Uri issuer, string flow, params IEnumerable<string> client) => new(RunningProgram.Start(
        _folder.Folder,
        Environment,
        ["oidc-gen", account, "--issuer=" + issuer.GetLeftPart(UriPartial.Authority), "--flow=" + flow, .. client, "--scope=openid profile email offline_access", "--pw-env", "--prompt=none", "--confirm-default", "--no-url-call", "--no-scheme"]));

    /// <summary>Loads an account into an agent that has not got it, as after a restart.</summary>
    public Task LoadAsync(string account) => RunAsync("oidc-add", "--pw-env", account);

    /// <summary>Takes an account out of the agent's memory.</summary>
    public Task ForgetAsync(string account) => RunAsync("oidc-add", "--remove", account);

    /// <summary>An access token.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="fresh">Not the one that the agent holds, though that still works.</param>
    public async Task<string> TokenAsync(string account, bool fresh = false) => (await RunAsync(["oidc-token", account, .. fresh ? ["--force-new"] : Array.Empty<string>()])).Trim();

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null) await _agent.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> RunAsync(params IEnumerable<string> command)
    {
        await using var program = RunningProgram.Start(_folder.Folder, Environment, command);
        var code = await program.ExitAsync(Limit);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}.\n{program.Output}{program.Errors}\n{_agent!.Output}{_agent.Errors}");
        return program.Output;
    }
}
