using System.Net;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Admin;

/// <summary>A host with everybody who may want something of the admin API.</summary>
public sealed class AdminHost : IAsyncLifetime
{
    public const string Console = "console";

    public AuthServerHost Host { get; } = new();

    /// <summary>The token of a program with the scope <c>admin</c>.</summary>
    public string Program { get; private set; } = "";

    /// <summary>The token of an administrator.</summary>
    public string Administrator { get; private set; } = "";

    internal Rest Rest { get; private set; } = null!;

    internal OAuth OAuth { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Rest, OAuth) = (new Rest(Host), new OAuth(Host));
        await AddAsync(new Client { ClientId = Console, Name = "Console", FirstParty = true, AuthMethods = [AuthMethods.None], GrantTypes = ["password", "refresh_token"], Scopes = ScopeSet.Parse("openid roles admin users:read offline_access")! });
        await SignInAsync();
    }

    /// <summary>Gets new tokens for the program and the administrator, as after the clock has moved.</summary>
    public async Task SignInAsync()
    {
        Program = (await OAuth.WorkerAsync("admin")).AccessToken;
        Administrator = (await PasswordAsync("admin", "Correct-horse-9")).AccessToken;
    }

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        OAuth.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>Adds a client that no route would.</summary>
    internal async Task AddAsync(Client client)
    {
        await using var db = await EngineAsync();
        db.Clients.Add(client);
        await db.SaveChangesAsync();
    }

    internal Task<ProtocolDbContext> EngineAsync() => Host.Services.GetRequiredService<IDbContextFactory<ProtocolDbContext>>().CreateDbContextAsync();

    /// <summary>Signs a user in by password.</summary>
    internal async Task<OAuthAnswer> PasswordAsync(string name, string password, string client = Console, string? resource = null)
    {
        var answer = await OAuth.TokenAsync([("grant_type", "password"), ("client_id", client), ("username", name), ("password", password), .. resource is null ? [] : new[] { ("resource", resource) }]);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }

    /// <summary>Calls the admin API, as the program where nobody else is named.</summary>
    internal Task<RestAnswer> SendAsync(string method, string path, object? body = null, string? token = null, string? ifMatch = null) =>
        Rest.SendAsync(new HttpMethod(method), "/api/v1/admin/" + path, body, token ?? Program, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    /// <summary>Registers a confidential client; its answer has the secret.</summary>
    internal async Task<RestAnswer> ClientAsync(string id, object? more = null)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new { client_id = id, client_name = id, grant_types = Many.Of("client_credentials"), scope = "search" }))!.AsObject();
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject()) body[name] = value?.DeepClone();
        var answer = await SendAsync("POST", "clients/", body);
        Assert.Equal("201 ok", answer.Outcome);
        return answer;
    }

    /// <summary>The key of a user.</summary>
    internal Task<string> IdAsync(string name) => Host.ReadAsync(async db => (await db.Users.SingleAsync(u => u.NormalizedUserName == name)).Id.ToString());

    /// <summary>The details of the audit's rows of an act.</summary>
    internal Task<List<string?>> DetailsAsync(string act) => Host.ReadAsync(db => db.Audit.Where(a => a.Event == act).OrderBy(a => a.Id).Select(a => a.Detail).ToListAsync());
}
