using System.Text;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

public sealed class RefusedImageTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string User = "keeper";
    private const string Kept = "0123456789abcdef0123456789abcdef";

    private static readonly byte[] Html = "<html><script>alert(1)</script></html>"u8.ToArray();
    private static readonly byte[] Svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray();

    private static readonly Dictionary<string, byte[]> Files = new(StringComparer.Ordinal)
    {
        ["nothing"] = [],
        ["one byte"] = [0xFF],
        ["HTML"] = Html,
        ["SVG"] = Svg,
        ["script"] = "alert(1)//"u8.ToArray(),
        ["PDF"] = "%PDF-1.7\n1 0 obj"u8.ToArray(),
        ["TIFF"] = [.. "II*\0"u8, .. new byte[64]],
        ["HEIC"] = [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[64]],
        ["BMP"] = [.. "BM"u8, .. new byte[64]],
        ["GIF that is script"] = "GIF89a/*\x01\x00*/=alert(1)//;"u8.ToArray(),
        ["PNG signature before HTML"] = [.. Pictures.Png(1, 1)[..8], .. Html],
        ["GIF of 35 bytes, 65535 × 32767"] = Pictures.GifClaiming(65535, 32767),
        ["GIF of 10,000 frames"] = Pictures.GifOf(10_000),
        ["GIF whose frame reaches beyond its screen"] = [.. Pictures.Gif[..19], .. Pictures.Gif[19..27], 0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. Pictures.Gif[36..]],
        ["GIF without a frame"] = [.. Pictures.Gif[..19], 0x3B],
        ["GIF of endless comments"] = [.. Pictures.Gif[..19], .. Enumerable.Repeat<byte[]>([0x21, 0xFE, 1, 65, 0], 100_000).SelectMany(block => block)],
        ["PNG that claims 30,000 × 30,000"] = Pictures.PngClaiming(30_000, 30_000),
        ["PNG that claims 16,384 × 16,384"] = Pictures.PngClaiming(16_384, 16_384),
        ["PNG that claims no height"] = Pictures.PngClaiming(10, 0),
        ["PNG that claims less than nothing"] = Pictures.PngClaiming(-1, 10),
        ["JPEG that claims 65,535 × 65,535"] = Pictures.JpegClaiming(65_535, 65_535),
        ["JPEG without height"] = Pictures.JpegClaiming(10, 0),
        ["JPEG of fill bytes"] = [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 1_000_000)],
        ["JPEG whose segment has no length"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9],
        ["JPEG cut in its first marker"] = [0xFF, 0xD8, 0xFF],
        ["WebP of nothing"] = [.. Pictures.Webp[..12], .. new byte[64]],
        ["WebP whose canvas is 2^24 wide"] = [.. Pictures.Webp[..12], .. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Pictures.Webp[12..]],
    };

    private static readonly Dictionary<string, byte[]> FilesThatLookRight = new(StringComparer.Ordinal)
    {
        ["PNG cut in the middle"] = Pictures.Png(200, 200)[..2000],
        ["PNG of fewer rows than it claims"] = Pictures.PngClaiming(100, 100),
        ["JPEG without a scan"] = Pictures.JpegClaiming(100, 100),
        ["PNG with a broken row"] = Broken(Pictures.Png(50, 50)),
        ["WebP cut at its end"] = Pictures.Webp[..^6],
    };

    public static bool CanDecode => Pictures.CanDecode;

    public static TheoryData<string> Named => [.. Files.Keys];

    public static TheoryData<string> NamedThatLookRight => [.. FilesThatLookRight.Keys];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task File_whose_header_is_not_that_of_a_modest_picture_is_not_even_decoded(string file) =>
        await RefusedAsync(ImageClient.Multipart(ImageClient.Part(Files[file])), 400, "invalid_image");

    [Theory(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    [MemberData(nameof(NamedThatLookRight))]
    public async Task File_that_can_not_be_decoded_whole_is_refused(string file) =>
        await RefusedAsync(ImageClient.Multipart(ImageClient.Part(FilesThatLookRight[file])), 400, "invalid_image");

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task What_is_hidden_behind_a_picture_is_not_served()
    {
        var token = api.Token(subject: "hider");
        foreach (var carrier in (byte[][])[[.. Pictures.Gif, .. Html], [.. Pictures.Png(20, 20), .. "PK\x03\x04"u8, .. Html]])
        {
            using var answer = await api.UploadAsync(token, carrier);
            Assert.True(answer.IsSuccessStatusCode);
            foreach (var address in await api.ShownAsync(token))
                Assert.DoesNotContain("script", Encoding.Latin1.GetString((await api.FetchAsync(address))!), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("form-data; name=\"image\"; filename=\"../../x.png\"")]
    [InlineData("form-data; name=\"image\"; filename=\"C:\\\\x.png\"")]
    [InlineData("form-data; name=\"image\"; filename=\"a/b\"")]
    [InlineData("form-data; name=\"image\"; filename=\"..\"")]
    [InlineData("form-data; name=\"image\"; filename=\"a\0.png\"")]
    [InlineData("form-data; name=\"image\"; filename=\"a.png\"; filename*=utf-8''..%2F..%2Fx.png")]
    [InlineData("form-data; name=\"image\"; filename*=utf-8''a%0D%0Ab.png")]
    [InlineData("form-data; name=\"picture\"; filename=\"a.png\"")]
    [InlineData("form-data; filename=\"a.png\"")]
    [InlineData("form-data; name=\"\"; filename=\"a.png\"")]
    [InlineData("attachment; name=\"image\"; filename=\"a.png\"")]
    [InlineData("image")]
    public async Task Part_that_is_not_a_plain_file_of_the_field_is_refused(string disposition) =>
        await RefusedAsync(ImageClient.Multipart(ImageClient.Part(Pictures.Gif, disposition)), 400, "invalid_multipart");

    public static TheoryData<string, int, string> Bodies => new()
    {
        { "two files", 400, "too_many_files" },
        { "no file", 400, "validation_failed" },
        { "no part", 400, "invalid_multipart" },
        { "1,000 parts", 400, "invalid_multipart" },
        { "another field", 400, "unknown_field" },
        { "part without a header", 400, "invalid_multipart" },
        { "header of 10 kB", 400, "invalid_multipart" },
        { "20 headers", 400, "invalid_multipart" },
        { "base64 in a part", 400, "invalid_multipart" },
        { "end that never comes", 400, "invalid_multipart" },
        { "other boundary", 400, "invalid_multipart" },
        { "11 MB", 413, "payload_too_large" },
        { "no boundary", 415, "unsupported_media_type" },
        { "boundary of 100 characters", 415, "unsupported_media_type" },
        { "multipart/mixed", 415, "unsupported_media_type" },
        { "bare picture", 415, "unsupported_media_type" },
        { "no type", 415, "unsupported_media_type" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_that_is_not_one_file_is_refused(string body, int status, string code) => await RefusedAsync(Body(body), status, code);

    [Theory]
    [InlineData("data:text/html;base64,PGh0bWw+", 400, "invalid_base64")]
    [InlineData("data:image/svg+xml;base64,PHN2Zz4=", 400, "invalid_base64")]
    [InlineData("data:image/png,raw", 400, "invalid_base64")]
    [InlineData("data:image/png;charset=utf-8;base64,AAAA", 400, "invalid_base64")]
    [InlineData("AAA", 400, "invalid_base64")]
    [InlineData("AA=A", 400, "invalid_base64")]
    [InlineData("AAAA\nAAA", 400, "invalid_base64")]
    [InlineData(" AAA", 400, "invalid_base64")]
    [InlineData("_-_-", 400, "invalid_base64")]
    [InlineData("", 400, "invalid_base64")]
    [InlineData("AAAA", 400, "invalid_image")]
    [InlineData("data:image/png;base64,PGh0bWw+", 400, "invalid_image")]
    public async Task Text_that_is_not_base64_of_a_picture_is_refused(string text, int status, string code) =>
        await RefusedAsync(ImageClient.Json("image_base64", text), status, code);

    [Theory]
    [InlineData("{}", "validation_failed")]
    [InlineData("""{"image_url":null,"image_base64":null}""", "validation_failed")]
    [InlineData("""{"image_url":"https://example.com/a.png","image_base64":"AAAA"}""", "validation_failed")]
    [InlineData("""{"image_url":7}""", "validation_failed")]
    [InlineData("""{"image_base64":"AAAA","image_base64":"AAAA"}""", "invalid_json")]
    [InlineData("""{"image":"AAAA"}""", "unknown_field")]
    [InlineData("[]", "invalid_json")]
    [InlineData("{", "invalid_json")]
    public async Task Json_that_is_not_one_image_is_refused(string json, string code) =>
        await RefusedAsync(new StringContent(json, Encoding.UTF8, "application/json"), 400, code);

    private static ByteArrayContent Body(string name)
    {
        var file = ImageClient.Part(Pictures.Gif);
        return name switch
        {
            "two files" => ImageClient.Multipart(file, file),
            "no file" => ImageClient.Raw("--limit--\r\n"u8.ToArray(), "multipart/form-data; boundary=limit"),
            "no part" => ImageClient.Raw([], "multipart/form-data; boundary=limit"),
            "1,000 parts" => ImageClient.Multipart([.. Enumerable.Range(0, 1000).Select(i => ImageClient.Part([65], $"form-data; name=\"f{i}\""))]),
            "another field" => ImageClient.Multipart(file, ImageClient.Part([65], "form-data; name=\"caption\"")),
            "part without a header" => ImageClient.Multipart([.. "\r\n"u8, .. Pictures.Gif]),
            "header of 10 kB" => ImageClient.Multipart(ImageClient.Part(Pictures.Gif, more: $"X-Long: {new string('a', 10_000)}\r\n")),
            "20 headers" => ImageClient.Multipart(ImageClient.Part(Pictures.Gif, more: string.Concat(Enumerable.Range(0, 20).Select(i => $"X-{i}: a\r\n")))),
            "base64 in a part" => ImageClient.Multipart(ImageClient.Part("AAAA"u8.ToArray(), more: "Content-Transfer-Encoding: base64\r\n")),
            "end that never comes" => ImageClient.Raw([.. "--limit\r\n"u8, .. file], "multipart/form-data; boundary=limit"),
            "other boundary" => ImageClient.Raw([.. "--limit\r\n"u8, .. file, .. "\r\n--limit--\r\n"u8], "multipart/form-data; boundary=other"),
            "11 MB" => ImageClient.Multipart(ImageClient.Part([.. Pictures.Gif, .. new byte[11 * 1024 * 1024]])),
            "no boundary" => ImageClient.Raw(file, "multipart/form-data"),
            "boundary of 100 characters" => ImageClient.Raw(file, "multipart/form-data; boundary=" + new string('a', 100)),
            "multipart/mixed" => ImageClient.Raw(file, "multipart/mixed; boundary=limit"),
            "bare picture" => ImageClient.Raw(Pictures.Gif, "image/gif"),
            _ => new ByteArrayContent(Pictures.Gif),
        };
    }

    private static byte[] Broken(byte[] png)
    {
        png[png.Length / 2] ^= 0xFF;
        return png;
    }

    // The image that is there already stays, and no file comes or goes.
    private async Task RefusedAsync(HttpContent body, int status, string code)
    {
        var folder = Path.Combine(api.Folder, "files", "media");
        // Far apart in time, so that the budget of an hour is never the reason.
        api.Clock.Advance(TimeSpan.FromMinutes(3));
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(folder, $"{Kept}-large.jpg")))
        {
            foreach (var size in (string[])["small", "medium", "large"])
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{Kept}-{size}.jpg"), Pictures.Gif, TestContext.Current.CancellationToken);
            await api.SeedAsync(db => db.Profiles.Add(new() { Id = User, CreatedAt = api.Clock.GetUtcNow(), UpdatedAt = api.Clock.GetUtcNow(), Image = Kept }));
        }
        var token = api.Token(subject: User);
        var before = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        using var answer = await api.UploadAsync(token, body);
        await ApiHost.ProblemAsync(answer, status, code);
        var shown = await api.ShownAsync(token);
        Assert.Equal(3, shown.Length);
        Assert.All(await Task.WhenAll(shown.Select(api.FetchAsync)), Assert.NotNull);
        Assert.Equal(before, Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }
}
