using System.Text.Json;
using System.Text.Unicode;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AuthServer.Protocol.Registration;

/// <summary>Reads a client's metadata strictly: UTF-8, no member twice, no member of a wrong type. Members that it does not know are ignored (RFC 7591 §2).</summary>
internal static class MetadataReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>From the body of a request.</summary>
    public static async ValueTask<Result<ClientRegistrationRequest>> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        // RFC 7591 §3.1: parameters are top-level members of a JSON object, and application/json.
        if (!IsJson(request.ContentType)) return OAuthError.InvalidClientMetadata("The body must be application/json in UTF-8.");
        var body = await RequestReader.BytesAsync(request, cancel);
        return body.Refused ? body.Error : Parse(body.Value);
    }

    /// <summary>From a document.</summary>
    public static Result<ClientRegistrationRequest> Parse(byte[] json)
    {
        if (!Utf8.IsValid(json)) return OAuthError.InvalidClientMetadata("The body must be application/json in UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Malformed();
            var read = document.Deserialize(RegistrationJson.Default.ClientRegistrationRequest)!;
            return HoldsNull(read) ? Malformed() : read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: an escaped lone surrogate.
            return Malformed();
        }
    }

    private static bool HoldsNull(ClientMetadata c) =>
        Array.Exists([c.RedirectUris, c.PostLogoutRedirectUris, c.GrantTypes, c.ResponseTypes, c.Contacts, c.DefaultAcrValues], list => list?.Any(item => item is null) is true);

    private static OAuthError Malformed() => OAuthError.InvalidClientMetadata("The body must be a JSON object without repeated members, and every member of the type that it is registered with.");

    private static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
