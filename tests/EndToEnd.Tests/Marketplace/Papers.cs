using System.Net.Http.Headers;
using ResourceApi.Tests.Media;

namespace EndToEnd.Marketplace;

/// <summary>What somebody uploads.</summary>
internal static class Papers
{
    /// <summary>Both sides of a passport, for a verification of the identity.</summary>
    public static MultipartFormDataContent Passport() => new()
    {
        { new StringContent("identity"), "verification_type" },
        { new StringContent("passport"), "document_type" },
        { Picture(), "documents", "front.png" },
        { Picture(), "documents", "back.png" },
    };

    /// <summary>A profile image.</summary>
    public static MultipartFormDataContent Image() => new() { { Picture(), "image", "me.png" } };

    private static ByteArrayContent Picture()
    {
        var content = new ByteArrayContent(Pictures.Png(320, 200));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return content;
    }
}
