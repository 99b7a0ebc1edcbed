using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace EndToEnd.Secrecy;

/// <summary>Every token, code, PIN, password and client secret that passed over the wire, and every answer that was an error.</summary>
internal sealed partial class SecretsSeen
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "access", "refresh", "access_token", "refresh_token", "id_token", "token", "id_token_hint", "subject_token", "code", "code_verifier", "client_secret",
        "pin", "new_pin", "current_pin", "password", "new_password", "current_password", "form_token",
    };

    private readonly ConcurrentDictionary<string, string> _secrets = new();
    private readonly ConcurrentQueue<(string Text, HashSet<string> Own)> _refusals = new();

    /// <summary>The secrets and where each was seen.</summary>
    public IReadOnlyDictionary<string, string> All => _secrets;

    /// <summary>The bodies of answers that were errors, with the secrets of their own requests.</summary>
    public IReadOnlyCollection<(string Text, HashSet<string> Own)> Refusals => _refusals;

    public async Task AddAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        var where = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        if (request.Headers.Authorization is { Parameter: { } credentials } authorization)
        {
            Add(own, where, credentials);
            if (authorization.Scheme == "Basic") Add(own, where, Encoding.UTF8.GetString(Convert.FromBase64String(credentials)).Split(':', 2)[1]);
        }
        Query(own, where, request.RequestUri.Query);
        if (request.Content is not null) Body(own, where, request.Content.Headers.ContentType?.MediaType, await request.Content.ReadAsStringAsync());
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode >= 400) _refusals.Enqueue((text, own));
        var given = new HashSet<string>(StringComparer.Ordinal);
        Body(given, where, response.Content.Headers.ContentType?.MediaType, text);
        if (response.Headers.Location is { } location) Query(given, where, location.OriginalString.Split('?', 2).ElementAtOrDefault(1) ?? "");
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies) Add(given, where, cookie.Split(';')[0].Split('=', 2)[1]);
        }
    }

    /// <summary>The secrets that a text holds, each as a word of its own.</summary>
    public IEnumerable<string> In(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        // Long ones are also found inside of other words.
        return _secrets.Where(s => s.Key.Length < 16 ? words.Contains(s.Key) : text.Contains(s.Key, StringComparison.Ordinal)).Select(s => $"{s.Key} ({s.Value})");
    }

    private void Body(HashSet<string> into, string where, string? type, string text)
    {
        if (type is "application/json" or "application/problem+json") Json(into, where, Parse(text));
        else if (type == "application/x-www-form-urlencoded") Query(into, where, text);
        else if (type == "text/html")
        {
            foreach (Match field in Hidden().Matches(text)) Add(into, where, HttpUtility.HtmlDecode(field.Groups["value"].Value));
        }
    }

    private void Json(HashSet<string> into, string where, JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Json(into, where, item);
        }
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members)
        {
            if (value is JsonValue text && Names.Contains(name)) Add(into, where, text.ToString(), name);
            else Json(into, where, value);
        }
    }

    private void Query(HashSet<string> into, string where, string query)
    {
        var fields = HttpUtility.ParseQueryString(query);
        foreach (var name in fields.AllKeys.Where(n => n is not null && Names.Contains(n))) Add(into, where, fields[name]!, name!);
    }

    // An error has a "code" too, which is a word.
    private void Add(HashSet<string> into, string where, string value, string name = "")
    {
        if (value.Length < 4 || (name == "code" && value.All(c => char.IsAsciiLetterLower(c) || c == '_'))) return;
        into.Add(value);
        _secrets.TryAdd(value, where);
        // A log that holds only the signature of a token holds too much.
        if (value.Split('.') is [_, { Length: > 40 } payload, { Length: > 40 } signature])
        {
            _secrets.TryAdd(payload, where);
            _secrets.TryAdd(signature, where);
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("[A-Za-z0-9_-]+")]
    private static partial Regex Word();

    [GeneratedRegex("name=\"form_token\"[^>]*value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Hidden();
}
