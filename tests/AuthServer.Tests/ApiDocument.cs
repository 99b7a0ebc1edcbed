using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AuthServer.Tests;

/// <summary>The OpenAPI document of a host, and whether an answer is in it.</summary>
internal sealed partial class ApiDocument
{
    private static readonly ConditionalWeakTable<AuthServerHost, Task<ApiDocument>> Documents = [];

    private readonly List<(Regex Path, JsonObject Methods)> _routes;

    private ApiDocument(JsonObject document) =>
        _routes = [.. document["paths"]!.AsObject().OrderBy(path => path.Key.Contains('{', StringComparison.Ordinal)).Select(path => (new Regex("^" + Parameter().Replace(path.Key.TrimEnd('/'), "[^/]+") + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), path.Value!.AsObject()))];

    /// <summary>The document of a host, read once.</summary>
    public static Task<ApiDocument> OfAsync(AuthServerHost host) => Documents.GetValue(host, ReadAsync);

    /// <summary>The description of a route, or null.</summary>
    public JsonObject? Operation(string method, string path) => Methods(path)?[method.ToLowerInvariant()]?.AsObject();

    /// <summary>Fails where a route answers with what its description does not list.</summary>
    public void Check(HttpMethod method, string path, RestAnswer answer)
    {
        var said = $"{method} {path} answers {(int)answer.Status} {answer.Code}";
        if (Methods(path) is not { } methods)
        {
            Assert.True((404, "not_found") == ((int)answer.Status, answer.Code), said + ", and there is no such route.");
            return;
        }
        if (methods[method.Method.ToLowerInvariant()] is not { } operation)
        {
            Assert.True((405, "method_not_allowed") == ((int)answer.Status, answer.Code), said + ", and the route has no such method.");
            return;
        }
        var response = operation["responses"]![((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        Assert.True(response is not null, said + ", a status that is not documented.");
        if ((int)answer.Status >= 400) Assert.True(((string?)response["description"])!.Contains($"`{answer.Code}`", StringComparison.Ordinal), said + ", a code that is not documented.");
    }

    private static async Task<ApiDocument> ReadAsync(AuthServerHost host)
    {
        using var http = host.NewClient();
        return new ApiDocument(JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!.AsObject());
    }

    private JsonObject? Methods(string path) => _routes.Find(route => route.Path.IsMatch(path.TrimEnd('/'))).Methods;

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parameter();
}
