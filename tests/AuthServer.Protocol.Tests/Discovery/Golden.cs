using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Tests.Discovery;

/// <summary>Documents that clients are written against, kept as files: a change of one is a decision, seen in review.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares with <c>Golden/name.json</c>.</summary>
    public static async Task EqualsFileAsync(string name, JsonNode actual)
    {
        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json"));
        Assert.Equal(expected.ReplaceLineEndings("\n").TrimEnd(), actual.ToJsonString(Format).ReplaceLineEndings("\n"));
    }

    /// <summary>The claims with what differs from run to run replaced by its type.</summary>
    public static JsonObject WithoutVolatiles(JsonObject claims)
    {
        foreach (var name in new[] { "sub", "jti", "sid", "at_hash" }) if (claims[name]?.GetValueKind() == JsonValueKind.String && Guidish(claims[name]!.ToString())) claims[name] = "string";
        foreach (var name in new[] { "iat", "exp", "auth_time" }) if (claims[name]?.GetValueKind() == JsonValueKind.Number) claims[name] = "number";
        return claims;
    }

    private static bool Guidish(string value) => value.Length >= 22;
}
