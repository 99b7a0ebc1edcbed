using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthServer.Tests;

/// <summary>The REST routes as a mobile app calls them. Every answer has to be one that the OpenAPI document lists.</summary>
internal sealed class Rest(AuthServerHost host) : IDisposable
{
    private readonly HttpClient _http = host.NewClient();

    /// <summary>The User-Agent header; none where it is null.</summary>
    public string? Agent { get; init; }

    public Task<RestAnswer> PostAsync(string path, object body, string? token = null) => SendAsync(HttpMethod.Post, path, body, token);

    public Task<RestAnswer> PatchAsync(string path, object body, string? token = null) => SendAsync(HttpMethod.Patch, path, body, token);

    public Task<RestAnswer> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, null, token);

    public Task<RestAnswer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<RestAnswer> PostTextAsync(string path, string body, string? token = null) => SendTextAsync(HttpMethod.Post, path, body, token);

    /// <summary>Sends a request with headers of the caller's own.</summary>
    public Task<RestAnswer> SendAsync(HttpMethod method, string path, object? body, string? token, params (string Name, string Value)[] headers) =>
        SendTextAsync(method, path, body is null ? null : JsonSerializer.Serialize(body), token, headers);

    public Task<RestAnswer> PinLoginAsync(string phone, string pin, string? device = null) =>
        PostAsync("/auth/login/", device is null ? new { phone_number = phone, pin } : (object)new { phone_number = phone, pin, device = new { id = device, name = "Pixel" } });

    public Task<RestAnswer> PasswordLoginAsync(string email, string password, string? device = null) =>
        PostAsync("/api/v1/login/", device is null ? new { email, password } : (object)new { email, password, device = new { id = device, name = "Pixel" } });

    public Task<RestAnswer> RefreshAsync(string refresh) => PostAsync("/api/v1/refresh/", new { refresh });

    /// <summary>The newest code that went to a destination; messages leave through a queue.</summary>
    public async Task<string> CodeAsync(string destination, int messages = 1) =>
        (string)(await MessageAsync(destination, all => all.Where(m => m["code"] is not null).ToArray() is { } codes && codes.Length >= messages ? codes[0] : null))["code"]!;

    /// <summary>The newest link with a token that went to a destination.</summary>
    public async Task<string> LinkAsync(string destination, int messages = 1) => LinkOf(
        (string)(await MessageAsync(destination, all => all.Where(m => LinkOf((string)m["body"]!).Contains("token=", StringComparison.Ordinal)).ToArray() is { } links && links.Length >= messages ? links[0] : null))["body"]!);

    /// <summary>The newest link to a page that went to a destination.</summary>
    public async Task<string> LinkToAsync(string destination, string path, int messages = 1) => LinkTo(
        await MessageAsync(destination, all => all.Where(m => LinkTo(m, path) is not null).ToArray() is { } links && links.Length >= messages ? links[0] : null), path)!;

    /// <summary>The token of that link.</summary>
    public async Task<string> TokenAsync(string destination, int messages = 1) => (await LinkAsync(destination, messages)).Split("token=")[1];

    /// <summary>The newest message to a destination that holds a text.</summary>
    public async Task<string> NoticeAsync(string destination, string part) =>
        (string)(await MessageAsync(destination, all => all.FirstOrDefault(m => ((string)m["body"]!).Contains(part, StringComparison.OrdinalIgnoreCase))))["body"]!;

    /// <summary>What has gone to a destination, newest first; wait for <see cref="HostTables.QuietAsync"/> before nothing is taken for none.</summary>
    public async Task<IReadOnlyList<JsonNode>> MessagesAsync(string destination) =>
        [.. JsonNode.Parse(await _http.GetStringAsync("/dev/inbox?format=json"))!.AsArray().Where(m => (string?)m!["to"] == destination).OfType<JsonNode>()];

    /// <summary>The link in the text of a message, or nothing.</summary>
    public static string LinkOf(string text) => text.Split(['\n', ' ']).LastOrDefault(word => word.StartsWith("http", StringComparison.Ordinal)) ?? "";

    public void Dispose() => _http.Dispose();

    private static string? LinkTo(JsonNode message, string path) => ((string)message["body"]!).Split('\n', ' ')
        .FirstOrDefault(word => Uri.TryCreate(word, UriKind.Absolute, out var link) && link.AbsolutePath.StartsWith(path, StringComparison.Ordinal))?.Trim();

    private async Task<JsonNode> MessageAsync(string destination, Func<IReadOnlyList<JsonNode>, JsonNode?> choose)
    {
        for (var deadline = Environment.TickCount64 + 10_000; Environment.TickCount64 < deadline; await Task.Yield())
        {
            if (choose(await MessagesAsync(destination)) is { } message) return message;
        }
        var outbox = host.Log.Lines.Where(line => line.Contains(".Outbox.", StringComparison.Ordinal) || line.Contains(".Messaging.", StringComparison.Ordinal));
        throw new InvalidOperationException($"No message came to {destination}; the log says:\n{string.Join('\n', outbox)}");
    }

    public async Task<RestAnswer> SendTextAsync(HttpMethod method, string path, string? body, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (Agent is not null) request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await RestAnswer.OfAsync(await _http.SendAsync(request));
        Assert.Null((await HostDocument.OfAsync(host)).Fault(method.Method, path.Split('?')[0], (int)answer.Status, answer.Code));
        return answer;
    }
}

/// <summary>An answer with what tests look at.</summary>
internal sealed record RestAnswer(HttpStatusCode Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public string? Code => (string?)Body["code"];

    public JsonNode Data => Body["data"]!;

    public string Access => (string)Data["tokens"]!["access"]!;

    public string Refresh => (string)Data["tokens"]!["refresh"]!;

    /// <summary>The rows of a list.</summary>
    public IReadOnlyList<JsonNode> Items => [.. Data["items"]!.AsArray().OfType<JsonNode>()];

    /// <summary>The status with the code, or with OK.</summary>
    public string Outcome => $"{(int)Status} {Code ?? "ok"}";

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
