using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using EndToEnd.Clients;
using Microsoft.AspNetCore.WebUtilities;

namespace EndToEnd.Apis;

/// <summary>A public client that knows an API's address and nothing else: it learns the rest as clients of the Model Context Protocol do.</summary>
/// <param name="api">The address.</param>
/// <param name="clientId">Its id; null: it has to register itself.</param>
/// <param name="redirectUri">Where it waits for answers.</param>
internal sealed class DiscoveringClient(Uri api, string? clientId, string redirectUri) : IDisposable
{
    private readonly PlatformClient _api = new(api);
    private string? _clientId = clientId;
    private JsonNode _server = new JsonObject();
    private string _state = "";
    private string _verifier = "";

    /// <summary>The API's identifier, as its metadata spell it.</summary>
    public string Resource { get; private set; } = "";

    /// <summary>Calls the API.</summary>
    public Task<JsonAnswer> CallAsync(string method, string path, string? token, HttpContent? content = null) =>
        _api.SendAsync(new HttpMethod(method), path, content, token is null ? null : new("Bearer", token));

    /// <summary>From a refusal to the metadata of the authorization server.</summary>
    public async Task DiscoverAsync(Challenge challenge)
    {
        var metadata = await GetAsync(new Uri(challenge["resource_metadata"]!));
        // RFC 9728 §3.3: else an API could pass itself off as another.
        Resource = metadata["resource"]!.ToString();
        Assert.Equal(api, new Uri(Resource));
        var issuer = metadata["authorization_servers"]![0]!.ToString();
        _server = await GetAsync(new Uri(issuer + "/.well-known/oauth-authorization-server"));
        // RFC 8414 §3.3.
        Assert.Equal(issuer, _server["issuer"]!.ToString());
        Assert.Contains(_server["code_challenge_methods_supported"]!.AsArray(), method => method!.ToString() == "S256");
    }

    /// <summary>What the metadata of the authorization server say.</summary>
    public JsonNode? Told(string name) => _server[name];

    /// <summary>Registers itself as a native public client (RFC 7591 §3.1).</summary>
    /// <param name="initialAccessToken">What it was given for that; null: nothing.</param>
    /// <returns>What the server has registered, or its refusal.</returns>
    public async Task<JsonAnswer> RegisterAsync(string? initialAccessToken)
    {
        var endpoint = new Uri(_server["registration_endpoint"]!.ToString());
        using var server = new PlatformClient(new Uri(endpoint, "/"));
        var registered = await server.PostJsonAsync(
            endpoint.AbsolutePath, new { client_name = "Assistant", application_type = "native", redirect_uris = new[] { redirectUri }, token_endpoint_auth_method = "none" }, initialAccessToken);
        _clientId = registered["client_id"];
        return registered;
    }

    /// <summary>A new authorization request for the API.</summary>
    public string AuthorizeUrl(string scope, params IEnumerable<(string Name, string? Value)> more)
    {
        (_state, _verifier) = (RandomNumberGenerator.GetHexString(32), RandomNumberGenerator.GetHexString(64));
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = _clientId,
            ["redirect_uri"] = redirectUri,
            ["scope"] = scope,
            ["resource"] = Resource,
            ["state"] = _state,
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in more) parameters[name] = value;
        return QueryHelpers.AddQueryString(_server["authorization_endpoint"]!.ToString(), parameters);
    }

    /// <summary>The parameters of the answer that a browser brings back, after the checks of RFC 9207 §2.4 and of the state.</summary>
    public Dictionary<string, string> Answer(HttpResponseMessage redirect)
    {
        var address = redirect.Headers.Location ?? throw new InvalidOperationException($"No redirect, but {(int)redirect.StatusCode}.");
        Assert.StartsWith(redirectUri + "?", address.OriginalString, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal((_server["issuer"]!.ToString(), _state), (query["iss"], query["state"]));
        return query.AllKeys.ToDictionary(key => key!, key => query[key]!);
    }

    /// <summary>Redeems the code of an answer for the API.</summary>
    public async Task<JsonAnswer> RedeemAsync(Dictionary<string, string> answer, string? resource = null)
    {
        var endpoint = new Uri(_server["token_endpoint"]!.ToString());
        using var server = new PlatformClient(new Uri(endpoint, "/"));
        return await server.PostFormAsync(
            endpoint.AbsolutePath,
            null,
            ("grant_type", "authorization_code"), ("client_id", _clientId!), ("code", answer["code"]), ("redirect_uri", redirectUri), ("code_verifier", _verifier), ("resource", resource ?? Resource));
    }

    public void Dispose() => _api.Dispose();

    private static async Task<JsonNode> GetAsync(Uri address)
    {
        using var client = new PlatformClient(new Uri(address, "/"));
        var answer = await client.GetAsync(address.AbsolutePath);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, $"{address}: {answer.Text}");
        return answer.Json!;
    }
}
