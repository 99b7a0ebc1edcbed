using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MobilePin;

/// <summary>An answer of either server.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null where it is not JSON.</param>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    /// <summary>The <c>data</c> of an enveloped answer.</summary>
    public JsonNode Data => Body?["data"] ?? throw new DemoException($"no data in an answer with status {(int)Status}");

    /// <summary>What went wrong, in the word that programs branch on.</summary>
    public string Code => Body?["code"]?.GetValue<string>() ?? Body?["error"]?.GetValue<string>() ?? "";

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            try
            {
                return new Answer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
            }
            catch (JsonException)
            {
                return new Answer(response.StatusCode, null);
            }
        }
    }
}
