using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AuthServer.Tests;

/// <summary>The REST routes as a mobile app calls them.</summary>
internal sealed class Rest(AuthServerHost host) : IDisposable
{
    private readonly HttpClient _http = host.NewClient();

    public Task<RestAnswer> PostAsync(string path, object body, string? token = null) => PostTextAsync(path, System.Text.Json.JsonSerializer.Serialize(body), token);

    public async Task<RestAnswer> PostTextAsync(string path, string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await RestAnswer.OfAsync(await _http.SendAsync(request));
    }

    public async Task<RestAnswer> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await RestAnswer.OfAsync(await _http.SendAsync(request));
    }

    public Task<RestAnswer> PinLoginAsync(string phone, string pin, string? device = null) =>
        PostAsync("/auth/login/", device is null ? new { phone_number = phone, pin } : (object)new { phone_number = phone, pin, device = new { id = device, name = "Pixel" } });

    /// <summary>The newest code that went to a destination; messages leave through a queue.</summary>
    public async Task<string> CodeAsync(string destination, int messages = 1)
    {
        for (var deadline = Environment.TickCount64 + 10_000; Environment.TickCount64 < deadline; await Task.Yield())
        {
            var all = JsonNode.Parse(await _http.GetStringAsync("/dev/inbox?format=json"))!.AsArray().Where(m => (string?)m!["to"] == destination && m["code"] is not null).ToArray();
            if (all.Length >= messages) return (string)all[0]!["code"]!;
        }
        throw new InvalidOperationException("No message came.");
    }

    /// <summary>The newest link to a page that went to a destination.</summary>
    public async Task<string> LinkAsync(string destination, string path, int messages = 1)
    {
        for (var deadline = Environment.TickCount64 + 10_000; Environment.TickCount64 < deadline; await Task.Yield())
        {
            var links = JsonNode.Parse(await _http.GetStringAsync("/dev/inbox?format=json"))!.AsArray().Where(m => (string?)m!["to"] == destination)
                .Select(m => ((string)m!["body"]!).Split('\n', ' ').FirstOrDefault(word => Uri.TryCreate(word, UriKind.Absolute, out var link) && link.AbsolutePath.StartsWith(path, StringComparison.Ordinal)))
                .Where(link => link is not null).ToArray();
            if (links.Length >= messages) return links[0]!.Trim();
        }
        throw new InvalidOperationException("No message came.");
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer with what tests look at.</summary>
internal sealed record RestAnswer(HttpStatusCode Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public string? Code => (string?)Body["code"];

    public JsonNode Data => Body["data"]!;

    public string Access => (string)Data["tokens"]!["access"]!;

    public string Refresh => (string)Data["tokens"]!["refresh"]!;

    /// <summary>The body without what differs from answer to answer.</summary>
    public string Shape
    {
        get
        {
            var copy = Body.DeepClone().AsObject();
            copy.Remove("time");
            copy.Remove("traceId");
            return copy.ToJsonString();
        }
    }

    public static async Task<RestAnswer> OfAsync(HttpResponseMessage response) =>
        new(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response.Headers);
}
