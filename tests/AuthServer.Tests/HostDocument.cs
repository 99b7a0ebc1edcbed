using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace AuthServer.Tests;

/// <summary>The OpenAPI document of a host, read once.</summary>
internal static class HostDocument
{
    private static readonly ConditionalWeakTable<AuthServerHost, Task<ApiDocument>> Documents = [];

    public static Task<ApiDocument> OfAsync(AuthServerHost host) => Documents.GetValue(host, ReadAsync);

    private static async Task<ApiDocument> ReadAsync(AuthServerHost host)
    {
        using var http = host.NewClient();
        return new ApiDocument(JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!.AsObject());
    }
}
