using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Clients;

/// <summary>An answer of any server here, with its JSON.</summary>
internal sealed record JsonAnswer(HttpStatusCode Status, JsonNode? Json, string Text)
{
    /// <summary>The <c>WWW-Authenticate</c> header; empty where there is none.</summary>
    public string Challenge { get; init; } = "";

    /// <summary>A member of the answer, or of the member that it names with dots.</summary>
    public string? this[string path]
    {
        get
        {
            var node = Json;
            foreach (var name in path.Split('.')) node = (node as JsonObject)?[name];
            return node?.ToString();
        }
    }

    /// <summary>A member that must be there.</summary>
    public string Get(string path) => this[path] ?? throw new InvalidOperationException($"No {path} in {(int)Status} {Text}");

    public static async Task<JsonAnswer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return new JsonAnswer(response.StatusCode, Parse(text), text) { Challenge = response.Headers.WwwAuthenticate.ToString() };
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
