using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Registration;

/// <summary>The requests of a client that registers itself (RFC 7591, RFC 7592).</summary>
internal static class Registering
{
    public const string Token = "dev-registration-token-0123456789abcdef";
    public const string Callback = "https://app.example.com/cb";

    /// <summary>The least that a client can say.</summary>
    public static JsonObject Metadata(params (string Name, JsonNode? Value)[] changes)
    {
        var metadata = new JsonObject { ["client_name"] = "Example", ["redirect_uris"] = new JsonArray(Callback) };
        foreach (var (name, value) in changes) metadata[name] = value;
        return metadata;
    }

    public static Task<OAuthAnswer> RegisterAsync(this Server server, JsonNode metadata, string? token = Token) => server.SendAsync(HttpMethod.Post, "/connect/register", token, metadata.ToJsonString());

    /// <summary>Registers, and expects that it works.</summary>
    public static async Task<OAuthAnswer> RegisteredAsync(this Server server, params (string Name, JsonNode? Value)[] changes)
    {
        var answer = await server.RegisterAsync(Metadata(changes));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer;
    }

    public static Task<OAuthAnswer> ReadAsync(this Server server, OAuthAnswer client) => server.SendAsync(HttpMethod.Get, AddressOf(client), client["registration_access_token"], null);

    public static Task<OAuthAnswer> ReplaceAsync(this Server server, OAuthAnswer client, JsonObject metadata)
    {
        metadata.TryAdd("client_id", client["client_id"]);
        return server.SendAsync(HttpMethod.Put, AddressOf(client), client["registration_access_token"], metadata.ToJsonString());
    }

    public static Task<OAuthAnswer> DeleteAsync(this Server server, OAuthAnswer client) => server.SendAsync(HttpMethod.Delete, AddressOf(client), client["registration_access_token"], null);

    public static async Task<OAuthAnswer> SendAsync(this Server server, HttpMethod method, string path, string? token, string? body, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request));
    }

    /// <summary>The path of its client configuration endpoint, which is below the issuer.</summary>
    public static string AddressOf(OAuthAnswer client)
    {
        var address = client["registration_client_uri"]!;
        Assert.StartsWith(AuthServerHost.Issuer + "/", address, StringComparison.Ordinal);
        return address[AuthServerHost.Issuer.Length..];
    }

    /// <summary>A refusal of RFC 7591 §3.2.2.</summary>
    public static void Refused(OAuthAnswer answer, string error, string because = "")
    {
        Assert.True(answer.Error == error && answer.Status == HttpStatusCode.BadRequest, $"{because}: expected {error}, got {(int)answer.Status} {answer.Text}");
        Expect.NotCached(answer);
        Assert.All(answer["error_description"]!, c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
        Assert.Null(answer["client_id"]);
    }

    /// <summary>Not let in (RFC 6750 §3): the same answer whatever the reason.</summary>
    public static void NotLetIn(OAuthAnswer answer)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, """{"error":"invalid_token","error_description":"The access token is not valid."}"""), (answer.Status, answer.Text));
        Assert.StartsWith("Bearer realm=\"registration\", error=\"invalid_token\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
        Expect.NotCached(answer);
    }

    public static JsonArray Json(params string[] items) => [.. items.Select(i => (JsonNode)i)];
}
