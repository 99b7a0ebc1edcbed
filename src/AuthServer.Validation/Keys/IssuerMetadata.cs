using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Validation.Keys;

/// <summary>Reads the issuer's discovery document and, where that leads, its keys.</summary>
internal static class IssuerMetadata
{
    /// <summary>The keys; throws <see cref="HttpRequestException"/>, <see cref="JsonException"/>, <see cref="ArgumentException"/> or a cancellation when they can't be had.</summary>
    public static async Task<JsonWebKeySet> ReadKeysAsync(HttpClient http, PlatformTokenOptions options, CancellationToken cancellationToken)
    {
        // OpenID Connect Discovery §4.1.
        var address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(address), cancellationToken));
        // OpenID Connect Discovery §4.3: else one issuer could speak for another.
        if (Member(document.RootElement, "issuer") != options.Authority)
            throw new HttpRequestException("The metadata are another issuer's.");
        var keys = Member(document.RootElement, "jwks_uri");
        if (!options.IsAllowed(keys))
            throw new HttpRequestException("The metadata's jwks_uri is not an https address.");
        return new JsonWebKeySet(await http.GetStringAsync(new Uri(keys!), cancellationToken));
    }

    private static string? Member(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
