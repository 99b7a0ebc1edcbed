using System.Text;
using System.Text.Encodings.Web;

namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>The request travels in the address of the pages, so it has an end: what its ticket needs, in which control characters and some others take six bytes and more.</summary>
internal static class RequestIsBounded
{
    // Sealed and in base64url this is over 6 kB of the 8 kB that a request line may have.
    private const int MaxBytes = 4608;

    // Quotes, colon and comma around a name and its value.
    private const int Punctuation = 6;

    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Parameters.Values.Sum(p => Bytes(p.Key) + Bytes(p.Value) + Punctuation) + request.Parameters.Resources.Sum(r => Bytes(r) + Punctuation) > MaxBytes ? OAuthError.InvalidRequest("The request is too long.") : null;

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));
}
