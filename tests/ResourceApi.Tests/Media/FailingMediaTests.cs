using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResourceApi.Media;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

public sealed class FailingMediaTests
{
    private const int NoSpace = 28;

    public static bool CanDecode => Pictures.CanDecode;

    [Theory(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    [InlineData(1, NoSpace, 507, "storage_full")]
    [InlineData(2, NoSpace, 507, "storage_full")]
    [InlineData(3, NoSpace, 507, "storage_full")]
    [InlineData(2, 5, 503, "storage_unavailable")]
    public async Task Store_that_fails_at_any_file_leaves_the_old_image_and_nothing_else(int failing, int errno, int status, string code)
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        var store = new FailingStore(Path.Combine(api.Folder, "files"));
        api.Outside = services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(store));
        var token = api.Token();
        using var first = await api.UploadAsync(token, Pictures.Png(30, 30));
        var shown = await api.ShownAsync(token);
        Assert.Equal(3, shown.Length);

        store.FailAt(failing, new IOException("Failing as told.", errno));
        using var answer = await api.UploadAsync(token, Pictures.Png(31, 31));
        await ApiHost.ProblemAsync(answer, status, code);
        Assert.Equal(shown, await api.ShownAsync(token));
        Assert.Equal(shown.Select(Path.GetFileName).Order(), Directory.GetFiles(Path.Combine(api.Folder, "files", "media")).Select(Path.GetFileName).Order());
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Old_image_that_can_not_be_deleted_yet_does_not_spoil_the_new_one_and_is_cleared_later()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        var store = new FailingStore(Path.Combine(api.Folder, "files"));
        api.Outside = services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(store));
        var token = api.Token();
        using var first = await api.UploadAsync(token, Pictures.Png(30, 30));
        store.FailAtDeleting = true;
        using var second = await api.UploadAsync(token, Pictures.Png(31, 31));
        Assert.True(second.IsSuccessStatusCode);
        Assert.Equal(0, await api.Services.GetRequiredService<OrphanedImages>().ClearAsync(TestContext.Current.CancellationToken));
        store.FailAtDeleting = false;
        Assert.Equal(3, await api.Services.GetRequiredService<OrphanedImages>().ClearAsync(TestContext.Current.CancellationToken));
        Assert.All(await Task.WhenAll((await api.ShownAsync(token)).Select(api.FetchAsync)), Assert.NotNull);
    }

    [Fact]
    public async Task Without_the_program_nothing_is_stored_and_the_start_says_what_to_install()
    {
        await using var api = new ApiHost();
        await api.InitializeAsync();
        api.Settings["Media:ImageProgram"] = "/nonexistent/vips";
        using var answer = await api.UploadAsync(api.Token(), Pictures.Gif);
        await ApiHost.ProblemAsync(answer, 503, "image_processing_unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.False(Directory.Exists(Path.Combine(api.Folder, "files")));
        Assert.Contains(api.Log.Lines, line => line.Contains("libvips-tools", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_that_hangs_is_killed_and_the_picture_is_not_blamed()
    {
        await using var api = await WithProgramAsync("mkdir \"$0.$$\"; exec sleep 600");
        using var answer = await api.UploadAsync(api.Token(), Pictures.Gif);
        await ApiHost.ProblemAsync(answer, 503, "image_processing_busy");
        Assert.NotNull(answer.Headers.RetryAfter);
        var id = int.Parse(Path.GetExtension(Assert.Single(Directory.GetDirectories(api.Folder, "vips.*")))[1..], CultureInfo.InvariantCulture);
        Assert.DoesNotContain(Process.GetProcesses(), process => process.Id == id && process.ProcessName == "sleep" && !process.HasExited);
    }

    [Fact]
    public async Task Line_of_those_who_wait_is_bounded()
    {
        await using var api = await WithProgramAsync("sleep 0.2; exit 1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => api.UploadAsync(api.Token(subject: $"waiting-{i}"), Pictures.Gif)));
        foreach (var answer in answers)
        {
            var isBusy = (int)answer.StatusCode == 503;
            await ApiHost.ProblemAsync(answer, isBusy ? 503 : 400, isBusy ? "image_processing_busy" : "invalid_image");
            Assert.Equal(isBusy, answer.Headers.RetryAfter is not null);
        }
        Assert.InRange(answers.Count(answer => (int)answer.StatusCode == 400), 22, 39);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("echo x > \"$0.new\"; exit 0")]
    [InlineData("kill -9 $$")]
    [InlineData("while :; do :; done")]
    [InlineData("exec cat /dev/zero")]
    public async Task Program_that_gives_no_picture_refuses_one(string script)
    {
        await using var api = await WithProgramAsync(script);
        using var answer = await api.UploadAsync(api.Token(), Pictures.Gif);
        await ApiHost.ProblemAsync(answer, 400, "invalid_image");
        // It may not write a single byte anywhere.
        Assert.All(Directory.GetFiles(api.Folder, "vips.new"), file => Assert.Empty(File.ReadAllBytes(file)));
    }

    private static async Task<ApiHost> WithProgramAsync(string script)
    {
        var api = new ApiHost();
        await api.InitializeAsync();
        var program = Path.Combine(api.Folder, "vips");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        await using (var file = new StreamWriter(program, options))
            await file.WriteAsync($"#!/bin/sh\n{script}\n");
        api.Settings["Media:ImageProgram"] = program;
        return api;
    }

    private sealed class FailingStore(string folder) : IFileStore
    {
        private readonly FolderStore _folder = new(folder);
        private IOException? _failure;
        private int _left;

        public bool FailAtDeleting { get; set; }

        public void FailAt(int write, IOException failure) => (_left, _failure) = (write, failure);

        public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
            --_left == 0 && _failure is not null ? throw _failure : _folder.WriteAsync(name, content, cancel);

        public Task<byte[]?> ReadAsync(string name, CancellationToken cancel) => _folder.ReadAsync(name, cancel);

        public Task DeleteAsync(string name, CancellationToken cancel) => FailAtDeleting ? throw new IOException("Failing as told.") : _folder.DeleteAsync(name, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, CancellationToken cancel) => _folder.ListAsync(prefix, before, cancel);
    }
}
