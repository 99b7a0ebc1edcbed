using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

/// <summary>Sends images to a host, and reads what it then shows.</summary>
internal static class ImageClient
{
    public const string Path = "/users/profile/image/";

    public static Task<HttpResponseMessage> UploadAsync(this ApiHost api, string token, byte[] image) => api.UploadAsync(token, Multipart(Part(image)));

    public static Task<HttpResponseMessage> UploadAsync(this ApiHost api, string token, HttpContent body) =>
        api.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = body }, token);

    /// <summary>A body of parts as they stand on the wire.</summary>
    public static ByteArrayContent Multipart(params byte[][] parts) => Raw([.. parts.SelectMany(part => (byte[])[.. "--limit\r\n"u8, .. part, .. "\r\n"u8]), .. "--limit--\r\n"u8], "multipart/form-data; boundary=limit");

    public static byte[] Part(byte[] content, string disposition = "form-data; name=\"image\"; filename=\"me.png\"", string more = "") =>
        [.. Encoding.UTF8.GetBytes($"Content-Disposition: {disposition}\r\n{more}\r\n"), .. content];

    public static ByteArrayContent Raw(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    public static StringContent Json(string name, string value) => new(JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value }), Encoding.UTF8, "application/json");

    /// <summary>The addresses of the image that the profile shows, from small to large; empty where it shows none.</summary>
    public static async Task<string[]> ShownAsync(this ApiHost api, string token)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        var image = (await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("image");
        return image.ValueKind == JsonValueKind.Null ? [] : Addresses(image);
    }

    public static string[] Addresses(JsonElement image) => [.. ((string[])["small", "medium", "large"]).Select(size => image.GetProperty(size).GetString()!)];

    /// <summary>The bytes at an address, or null where there are none.</summary>
    public static async Task<byte[]?> FetchAsync(this ApiHost api, string address)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, new Uri(address).AbsolutePath);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken) : null;
    }

    public static MediaTypeHeaderValue Jpeg { get; } = new("image/jpeg");
}
