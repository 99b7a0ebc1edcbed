using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>The OpenAPI document of a host, and whether an answer is in it.</summary>
public sealed partial class ApiDocument
{
    private readonly List<(Regex Path, JsonObject Methods)> _routes;

    public ApiDocument(JsonObject document) =>
        _routes = [.. document["paths"]!.AsObject().OrderBy(path => path.Key.Contains('{', StringComparison.Ordinal)).Select(path => (new Regex("^" + Parameter().Replace(path.Key.TrimEnd('/'), "[^/]+") + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), path.Value!.AsObject()))];

    /// <summary>The description of a route, or null.</summary>
    public JsonObject? Operation(string method, string path) => Methods(path)?[method.ToLowerInvariant()]?.AsObject();

    /// <summary>What is wrong where a route answers with what its description does not list, or null.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="code">The <c>code</c> of the answer's problem.</param>
    public string? Fault(string method, string path, int status, string? code)
    {
        var said = $"{method} {path} answers {status} {code}";
        if (Methods(path) is not { } methods) return (status, code) == (404, "not_found") ? null : said + ", and there is no such route.";
        if (methods[method.ToLowerInvariant()] is not { } operation) return (status, code) == (405, "method_not_allowed") ? null : said + ", and the route has no such method.";
        if (operation["responses"]![status.ToString(CultureInfo.InvariantCulture)] is not { } response) return said + ", a status that is not documented.";
        return status < 400 || ((string?)response["description"])!.Contains($"`{code}`", StringComparison.Ordinal) ? null : said + ", a code that is not documented.";
    }

    private JsonObject? Methods(string path) => _routes.Find(route => route.Path.IsMatch(path.TrimEnd('/'))).Methods;

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parameter();
}
