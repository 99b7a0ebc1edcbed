using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing;

/// <summary>An answer with JSON.</summary>
public sealed record OAuthAnswer(HttpStatusCode Status, JsonObject? Json, string Text, HttpResponseHeaders Headers)
{
    public string? Error => this["error"];

    public string AccessToken => this["access_token"] ?? throw new InvalidOperationException($"No access token in {(int)Status} {Text}");

    public string RefreshToken => this["refresh_token"] ?? throw new InvalidOperationException($"No refresh token in {(int)Status} {Text}");

    public string IdToken => this["id_token"] ?? throw new InvalidOperationException($"No ID token in {(int)Status} {Text}");

    public bool Active => Json?["active"]?.GetValue<bool>() ?? throw new InvalidOperationException($"Not an introspection answer: {(int)Status} {Text}");

    public string? this[string name] => Json?[name] is JsonValue value ? value.ToString() : null;

    public static async Task<OAuthAnswer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return new OAuthAnswer(response.StatusCode, Parse(text), text, response.Headers);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
