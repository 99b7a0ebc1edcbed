using Microsoft.Net.Http.Headers;

namespace AuthServer.Protocol.Requests;

/// <summary>The one content type of forms here.</summary>
public static class FormContent
{
    private const string UrlEncodedForm = "application/x-www-form-urlencoded";

    /// <summary>Whether a Content-Type is <c>application/x-www-form-urlencoded</c> in UTF-8. Other charsets are refused by name: asking the framework for utf-7 throws.</summary>
    public static bool IsUrlEncoded(string? contentType)
    {
        if (string.Equals(contentType, UrlEncodedForm, StringComparison.OrdinalIgnoreCase)) return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals(UrlEncodedForm, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
