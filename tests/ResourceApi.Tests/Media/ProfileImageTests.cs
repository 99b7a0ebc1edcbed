using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

public sealed class ProfileImageTests(ApiHost api) : IClassFixture<ApiHost>
{
    public static bool CanDecode => Pictures.CanDecode;

    private string Files => Path.Combine(api.Folder, "files", "media");

    [Theory(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    [InlineData("base64")]
    [InlineData("data")]
    [InlineData(".NET's own multipart")]
    public async Task Image_is_taken_whichever_way_it_comes(string way)
    {
        var token = api.Token(subject: "ways-" + way);
        var png = Pictures.Png(40, 20);
        using var answer = await api.UploadAsync(token, way switch
        {
            "gif" => ImageClient.Multipart(ImageClient.Part(Pictures.Gif)),
            "webp" => ImageClient.Multipart(ImageClient.Part(Pictures.Webp)),
            "base64" => ImageClient.Json("image_base64", Convert.ToBase64String(png)),
            "data" => ImageClient.Json("image_base64", "data:image/png;base64," + Convert.ToBase64String(png)),
            ".NET's own multipart" => new MultipartFormDataContent { { new ByteArrayContent(png), "image", "mé.png" } },
            _ => ImageClient.Multipart(ImageClient.Part(png)),
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var addresses = ImageClient.Addresses((await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("image"));
        Assert.Equal(addresses, await api.ShownAsync(token));
        foreach (var address in addresses)
            Assert.Equal(way is "gif" or "webp" ? (1, 1) : (40, 20), Pictures.SizeOf((await api.FetchAsync(address))!));
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Sizes_are_longest_sides_and_nothing_is_cropped()
    {
        var token = api.Token(subject: "sizes");
        using var answer = await api.UploadAsync(token, Pictures.Png(1200, 600));
        var sizes = new List<(int, int)>();
        foreach (var address in await api.ShownAsync(token))
            sizes.Add(Pictures.SizeOf((await api.FetchAsync(address))!));
        Assert.Equal([(96, 48), (256, 128), (1024, 512)], sizes);
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Image_is_turned_upright_and_nothing_of_its_metadata_is_left()
    {
        var token = api.Token(subject: "metadata");
        using var first = await api.UploadAsync(token, Pictures.Png(300, 150));
        var telephone = Pictures.WithMetadata((await api.FetchAsync((await api.ShownAsync(token))[2]))!);
        Assert.Contains(Pictures.Secret, Encoding.Latin1.GetString(telephone), StringComparison.Ordinal);
        using var second = await api.UploadAsync(token, telephone);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        foreach (var address in await api.ShownAsync(token))
        {
            var served = (await api.FetchAsync(address))!;
            Assert.True(Pictures.SizeOf(served) is var (width, height) && height == 2 * width);
            var text = Encoding.Latin1.GetString(served);
            Assert.All((string[])[Pictures.Secret, "Exif", "xap/1.0", "ICC_PROFILE"], trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));
        }
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Image_is_served_as_a_picture_and_nothing_else()
    {
        var token = api.Token(subject: "served");
        using var uploaded = await api.UploadAsync(token, Pictures.Png(30, 30));
        var path = new Uri((await api.ShownAsync(token))[0]).AbsolutePath;
        using var answer = await api.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ImageClient.Jpeg, answer.Content.Headers.ContentType);
        Assert.Equal($"inline; filename=\"{path["/media/".Length..]}\"", answer.Content.Headers.ContentDisposition?.ToString());
        foreach (var (header, value) in (ReadOnlySpan<(string, string)>)[("X-Content-Type-Options", "nosniff"), ("Cache-Control", "public, max-age=31536000, immutable"), ("Content-Security-Policy", "default-src 'none'; sandbox"), ("Cross-Origin-Resource-Policy", "cross-origin")])
            Assert.Equal(value, Assert.Single(answer.Headers.GetValues(header)));
        Assert.False(answer.Headers.Contains("Set-Cookie"));

        var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await api.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var head = await api.SendAsync(HttpMethod.Head, path);
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
    }

    [Theory]
    [InlineData("/media/00000000000000000000000000000000-small.jpg")]
    [InlineData("/media/0-small.jpg")]
    [InlineData("/media/..%2Fsecret")]
    [InlineData("/media/%2e%2e%2f%2e%2e%2fapi.db")]
    [InlineData("/media/00000000000000000000000000000000-small.jpg.new")]
    [InlineData("/media/00000000000000000000000000000000-huge.jpg")]
    [InlineData("/media/..%5C..%5Cring")]
    public async Task Name_that_is_not_ours_is_not_found(string path)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, path);
        await ApiHost.ProblemAsync(answer, 404, "not_found");
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Replaced_and_removed_images_are_gone_and_the_profile_has_new_versions()
    {
        var token = api.Token(subject: "replaced");
        using var first = await api.UploadAsync(token, Pictures.Png(30, 30));
        var before = await api.ShownAsync(token);
        using var second = await api.UploadAsync(token, Pictures.Png(31, 31));
        var after = await api.ShownAsync(token);
        Assert.Empty(before.Intersect(after));
        Assert.All(await Task.WhenAll(before.Select(api.FetchAsync)), Assert.Null);
        Assert.All(await Task.WhenAll(after.Select(api.FetchAsync)), Assert.NotNull);

        for (var i = 0; i < 2; i++)
        {
            using var removed = await api.SendAsync(HttpMethod.Delete, ImageClient.Path, token);
            Assert.Equal(JsonValueKind.Null, (await ApiHost.BodyAsync(removed)).GetProperty("data").GetProperty("image").ValueKind);
        }
        Assert.Empty(await api.ShownAsync(token));
        Assert.All(await Task.WhenAll(after.Select(api.FetchAsync)), Assert.Null);
        using var profile = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        // Two uploads and one removal; the second changed nothing.
        Assert.Equal("\"4\"", profile.Headers.ETag?.ToString());
        await api.SeedAsync(db => Assert.Equal(
            ["profile.image_replaced", "profile.image_replaced", "profile.image_removed"],
            db.Audit.Where(row => row.Subject == "replaced").OrderBy(row => row.Sequence).Select(row => row.Event).ToList()));
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Among_uploads_at_once_one_wins_whole()
    {
        var token = api.Token(subject: "crowd");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => api.UploadAsync(token, Pictures.Png(20 + i, 20 + i))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var shown = await api.ShownAsync(token);
        var sizes = (await Task.WhenAll(shown.Select(api.FetchAsync))).Select(file => Pictures.SizeOf(file!)).ToList();
        Assert.Single(sizes.Distinct());
        var told = new List<string>();
        foreach (var answer in answers)
            told.AddRange(ImageClient.Addresses((await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("image")));
        Assert.Equal(shown.Order(), told.Where(address => File.Exists(Path.Combine(Files, Path.GetFileName(address)))).Order());
    }

    [Fact]
    public async Task Files_that_no_profile_names_are_cleared_after_an_hour()
    {
        var kept = Guid.CreateVersion7().ToString("n");
        var lost = Guid.CreateVersion7().ToString("n");
        var young = Guid.CreateVersion7().ToString("n");
        await api.SeedAsync(db => db.Profiles.Add(new() { Id = "cleared", CreatedAt = api.Clock.GetUtcNow(), UpdatedAt = api.Clock.GetUtcNow(), Image = kept }));
        Directory.CreateDirectory(Files);
        string[] old = [$"{kept}-small.jpg", $"{lost}-small.jpg", $"{lost}-large.jpg.new", $"{kept}-medium.jpg.new", "stray"];
        foreach (var name in old.Append($"{young}-small.jpg"))
            await File.WriteAllBytesAsync(Path.Combine(Files, name), [1], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path.Combine(Files, $"{young}-small.jpg"), api.Clock.GetUtcNow().UtcDateTime.AddMinutes(-59));
        foreach (var name in old)
            File.SetLastWriteTimeUtc(Path.Combine(Files, name), api.Clock.GetUtcNow().UtcDateTime.AddMinutes(-61));

        Assert.Equal(4, await api.Services.GetRequiredService<OrphanedImages>().ClearAsync(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(Files, $"{kept}-small.jpg")) && File.Exists(Path.Combine(Files, $"{young}-small.jpg")));
        Assert.All(old[1..], name => Assert.False(File.Exists(Path.Combine(Files, name))));
    }

    [Fact]
    public async Task Thirty_first_image_of_an_hour_waits()
    {
        var token = api.Token(subject: "eager");
        for (var i = 0; i < 30; i++)
        {
            using var refused = await api.UploadAsync(token, Encoding.ASCII.GetBytes("no picture"));
            await ApiHost.ProblemAsync(refused, 400, "invalid_image");
        }
        using var answer = await api.UploadAsync(token, Encoding.ASCII.GetBytes("no picture"));
        await ApiHost.ProblemAsync(answer, 429, "too_many_requests");
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData(null, 401, "missing_token")]
    [InlineData("users:read", 403, "insufficient_scope")]
    [InlineData("program", 403, "user_token_required")]
    public async Task Image_is_changed_with_a_users_own_writing_token_only(string? scope, int status, string code)
    {
        var token = scope switch { null => null, "program" => api.Token(session: null), _ => api.Token(scope) };
        using var upload = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, ImageClient.Path) { Content = ImageClient.Multipart(ImageClient.Part(Pictures.Gif)) }, token);
        await ApiHost.ProblemAsync(upload, status, code);
        using var removal = await api.SendAsync(HttpMethod.Delete, ImageClient.Path, token);
        await ApiHost.ProblemAsync(removal, status, code);
    }
}
