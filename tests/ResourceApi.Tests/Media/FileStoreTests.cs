using System.Net;
using ResourceApi.Media;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

public sealed class FileStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-tests-").FullName;
    private BucketServer _bucket = null!;

    public static bool CanDecode => Pictures.CanDecode;

    public async ValueTask InitializeAsync() => _bucket = await BucketServer.StartAsync();

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task File_is_read_as_it_was_last_written_until_it_is_deleted(string kind)
    {
        var (store, cancel) = (Store(kind), TestContext.Current.CancellationToken);
        Assert.Null(await store.ReadAsync("a/b.jpg", cancel));
        await store.WriteAsync("a/b.jpg", new byte[] { 1, 2, 3 }, cancel);
        await store.WriteAsync("a/b.jpg", new byte[] { 4, 5 }, cancel);
        Assert.Equal([4, 5], await store.ReadAsync("a/b.jpg", cancel));
        await store.DeleteAsync("a/b.jpg", cancel);
        await store.DeleteAsync("a/b.jpg", cancel);
        Assert.Null(await store.ReadAsync("a/b.jpg", cancel));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Old_files_below_a_prefix_are_listed(string kind)
    {
        var (store, cancel) = (Store(kind), TestContext.Current.CancellationToken);
        var moment = DateTimeOffset.UnixEpoch.AddYears(56);
        Assert.Empty(await store.ListAsync("a/", moment, cancel).ToListAsync(cancel));
        foreach (var name in (string[])["a/1", "a/2", "a/3", "a/4", "a/5", "b/1"])
            await store.WriteAsync(name, new byte[] { 1 }, cancel);
        Age(kind, "a/5", moment);
        foreach (var name in (string[])["a/1", "a/2", "a/3", "a/4", "b/1"])
            Age(kind, name, moment.AddHours(-1));
        Assert.Equal(["a/1", "a/2", "a/3", "a/4"], (await store.ListAsync("a/", moment, cancel).ToListAsync(cancel)).Order());
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("s3")]
    public async Task Twenty_files_written_at_once_are_all_whole(string kind)
    {
        var (store, cancel) = (Store(kind), TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => store.WriteAsync($"a/{i}", Enumerable.Repeat((byte)i, 100_000).ToArray(), cancel)));
        for (var i = 1; i <= 20; i++)
            Assert.True(Enumerable.Repeat((byte)i, 100_000).SequenceEqual((await store.ReadAsync($"a/{i}", cancel))!));
    }

    [Fact]
    public async Task Object_store_that_refuses_is_a_failed_store()
    {
        var (store, cancel) = (Store("s3"), TestContext.Current.CancellationToken);
        await store.WriteAsync("a/b", new byte[] { 1 }, cancel);
        _bucket.Status = HttpStatusCode.Forbidden;
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("a/b", new byte[] { 2 }, cancel));
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a/b", cancel));
        await Assert.ThrowsAsync<IOException>(() => store.DeleteAsync("a/b", cancel));
        await Assert.ThrowsAsync<IOException>(() => store.ListAsync("a/", DateTimeOffset.MaxValue, cancel).ToListAsync(cancel).AsTask());
    }

    [Fact]
    public async Task Object_store_that_breaks_down_or_is_gone_is_a_failed_store()
    {
        var store = Store("s3");
        _bucket.Status = HttpStatusCode.InternalServerError;
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a/b", TestContext.Current.CancellationToken));
        await _bucket.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a/b", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Key_with_another_secret_opens_nothing()
    {
        _bucket.Options.SecretKey = "theirs";
        var store = Store("s3");
        _bucket.Options.SecretKey = "ours";
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a/b", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("/etc/out")]
    public async Task Folder_is_never_left(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store("folder").WriteAsync(name, new byte[] { 1 }, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Folder_that_can_not_be_written_to_is_a_failed_store()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "file"), [1], TestContext.Current.CancellationToken);
        var store = new FolderStore(Path.Combine(_folder, "file"));
        await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync("a/b", new byte[] { 1 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Path_that_the_system_denies_is_a_failed_store()
    {
        // Even to root, a folder is no file.
        Directory.CreateDirectory(Path.Combine(_folder, "a", "b", "c"));
        Directory.CreateDirectory(Path.Combine(_folder, "a", "d.new"));
        var (store, cancel) = (new FolderStore(_folder), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => store.ReadAsync("a/b", cancel));
        await Assert.ThrowsAnyAsync<IOException>(() => store.DeleteAsync("a/b", cancel));
        await Assert.ThrowsAnyAsync<IOException>(() => store.WriteAsync("a/d", new byte[] { 1 }, cancel));
    }

    [Fact]
    public async Task Object_store_that_stops_in_the_middle_is_a_failed_store_and_who_leaves_is_not()
    {
        var store = Store("s3");
        _bucket.Objects["tests/a"] = ([1, 2, 3], DateTimeOffset.UnixEpoch);
        _bucket.StopsInTheMiddle = true;
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a", TestContext.Current.CancellationToken));
        using var left = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync("a", left.Token));
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Images_lie_in_the_bucket_where_the_settings_say_so_and_a_bucket_that_fails_is_told()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Store", "s3"), ("S3:Endpoint", _bucket.Options.Endpoint), ("S3:Bucket", _bucket.Options.Bucket), ("S3:Region", _bucket.Options.Region), ("S3:AccessKey", "key"), ("S3:SecretKey", "secret"), ("S3:Prefix", "tests/")])
            api.Settings["Files:" + name] = value;
        var token = api.Token();
        using var first = await api.UploadAsync(token, Pictures.Png(30, 30));
        var shown = await api.ShownAsync(token);
        Assert.Equal(shown.Select(address => "tests/media/" + Path.GetFileName(address)).Order(), _bucket.Objects.Keys.Order());
        Assert.All(await Task.WhenAll(shown.Select(api.FetchAsync)), Assert.NotNull);

        _bucket.Status = HttpStatusCode.Forbidden;
        using var second = await api.UploadAsync(token, Pictures.Png(30, 30));
        await ApiHost.ProblemAsync(second, 503, "storage_unavailable");
        using var served = await api.SendAsync(HttpMethod.Get, new Uri(shown[0]).AbsolutePath);
        await ApiHost.ProblemAsync(served, 503, "storage_unavailable");
        Assert.Equal(shown, await api.ShownAsync(token));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _bucket.DisposeAsync();
    }

    private IFileStore Store(string kind) => kind == "s3" ? new S3Store(_bucket.Options, TimeSpan.FromSeconds(1)) : new FolderStore(_folder);

    private void Age(string kind, string name, DateTimeOffset at)
    {
        if (kind == "s3")
            _bucket.Objects["tests/" + name] = (_bucket.Objects["tests/" + name].Content, at);
        else
            File.SetLastWriteTimeUtc(Path.Combine(_folder, name), at.UtcDateTime);
    }
}
