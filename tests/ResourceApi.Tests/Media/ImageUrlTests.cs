using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResourceApi.Tests.Support;
using ServiceDefaults.Outbound;

namespace ResourceApi.Tests.Media;

public sealed class ImageUrlTests : IClassFixture<ImageUrlTests.Host>
{
    private const string Public = "93.184.215.14";
    private readonly ApiHost _api;
    private readonly OutsideNetwork _outside;

    public ImageUrlTests(Host host)
    {
        (_api, _outside) = (host.Api, host.Network);
        _outside.Connected.Clear();
        _outside.Heads.Clear();
        _outside.IsClosed = false;
        _outside.Name("pictures.example", [Public]);
        _outside.Play = (_, stream, cancel) => stream.WriteAsync(OutsideNetwork.Answer(Pictures.Png(20, 10)), cancel).AsTask();
    }

    public static bool CanDecode => Pictures.CanDecode;

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Picture_is_fetched_from_the_address_that_was_checked()
    {
        using var answer = await FetchAsync("http://pictures.example/a.png?size=1#x");
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(Public + ":80", Assert.Single(_outside.Connected));
        var head = Assert.Single(_outside.Heads);
        Assert.StartsWith("GET /a.png?size=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        // Nothing of the caller goes with it.
        Assert.All((string[])["Authorization", "Cookie", "traceparent", "Referer"], header => Assert.DoesNotContain(header, head, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://localhost./")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://1572394766/")]
    [InlineData("http://0x5db8d70e/")]
    [InlineData("http://üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.example/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://192.0.0.192/")]
    [InlineData("http://192.0.2.1/")]
    [InlineData("http://192.88.99.1/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://198.51.100.1/")]
    [InlineData("http://203.0.113.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://240.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:93.184.215.14]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b:1::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:1::1]/")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("http://[fc00::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fec0::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://198.35.26.96/")]
    [InlineData("http://us.example/")]
    [InlineData("http://user@pictures.example/")]
    [InlineData("http://user:secret@pictures.example/")]
    [InlineData("http://pictures.example@127.0.0.1/")]
    [InlineData("http://pictures.example:8080/")]
    [InlineData("https://pictures.example:80/")]
    [InlineData("http://pictures.example:22/")]
    [InlineData("ftp://pictures.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://pictures.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("//pictures.example/")]
    [InlineData("/a.png")]
    [InlineData("http:///a.png")]
    [InlineData("http://pictures.example\\@127.0.0.1/")]
    [InlineData("http://pictures.example/ a.png")]
    [InlineData(" http://pictures.example/")]
    [InlineData("http://pictures.example/\r\nHost: inside")]
    [InlineData("")]
    public async Task Address_that_is_not_public_and_plain_is_not_connected_to(string url)
    {
        _outside.Name("us.example", [_outside.Own]);
        var expected = await RefusalAsync("http://closed.example/", () => _outside.Name("closed.example", []));
        Assert.Equal(expected, await RefusalAsync(url));
        Assert.Empty(_outside.Connected);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(Public, "127.0.0.1")]
    [InlineData("127.0.0.1", Public)]
    [InlineData(Public, "::1")]
    [InlineData("2606:2800:220:1::1", "fd00::1")]
    public async Task Name_with_any_inner_address_is_not_connected_to(params string[] addresses)
    {
        _outside.Name("mixed.example", addresses);
        await RefusalAsync("http://mixed.example/");
        Assert.Empty(_outside.Connected);
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Name_that_changes_between_two_looks_is_looked_at_once()
    {
        _outside.Name("rebinding.example", [Public], ["127.0.0.1"]);
        using var answer = await FetchAsync("http://rebinding.example/");
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(Public + ":80", Assert.Single(_outside.Connected));
        await RefusalAsync("http://rebinding.example/");
        Assert.Single(_outside.Connected);
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1/\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://pictures.example/b.png\r\n")]
    [InlineData("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\n")]
    [InlineData("HTTP/1.1 500 Oops\r\n")]
    [InlineData("HTTP/1.1 206 Partial Content\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n")]
    public async Task Answer_that_is_not_a_plain_success_is_refused_in_the_same_words(string head)
    {
        _outside.Play = (_, stream, cancel) => stream.WriteAsync(OutsideNetwork.Answer(Pictures.Png(20, 10), head), cancel).AsTask();
        Assert.Equal(await RefusalAsync("http://127.0.0.1/"), await RefusalAsync("http://pictures.example/a.png"));
        Assert.Single(_outside.Connected);
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_told_in_the_same_words_and_addresses_are_tried_in_turn()
    {
        _outside.Name("two.example", [Public, "93.184.215.15"]);
        _outside.IsClosed = true;
        Assert.Equal(await RefusalAsync("http://127.0.0.1/"), await RefusalAsync("http://two.example/"));
        Assert.Equal([Public + ":80", "93.184.215.15:80"], _outside.Connected);
    }

    [Fact]
    public async Task Whoever_drips_or_never_ends_is_left_after_five_seconds_or_five_megabytes()
    {
        var endless = new byte[64 * 1024];
        _outside.Play = async (head, stream, cancel) =>
        {
            var isHead = head.Contains("/head", StringComparison.Ordinal);
            if (!isHead)
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), cancel);
            while (true)
            {
                await stream.WriteAsync(head.Contains("/endless", StringComparison.Ordinal) ? endless : Encoding.ASCII.GetBytes("X"), cancel);
                if (!head.Contains("/endless", StringComparison.Ordinal))
                    await Task.Delay(100, cancel);
            }
        };
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(((string[])["body", "head", "endless"]).Select(path => RefusalAsync("http://pictures.example/" + path)));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Heads_of_megabytes_and_packed_bodies_are_not_taken()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[20 * 1024 * 1024]);
        _outside.Play = async (head, stream, cancel) => await stream.WriteAsync(
            head.Contains("/bomb", StringComparison.Ordinal)
                ? OutsideNetwork.Answer(packed.ToArray(), "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n")
                : OutsideNetwork.Answer(Pictures.Gif, $"HTTP/1.1 200 OK\r\nX-Long: {new string('a', 10 * 1024 * 1024)}\r\n"),
            cancel);
        await RefusalAsync("http://pictures.example/bomb");
        await RefusalAsync("http://pictures.example/head");
        Assert.All(_outside.Heads, head => Assert.Contains("Accept-Encoding: identity\r\n", head, StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> FetchAsync(string url) => _api.UploadAsync(_api.Token(subject: Guid.CreateVersion7().ToString()), ImageClient.Json("image_url", url));

    private async Task<string?> RefusalAsync(string url, Action? before = null)
    {
        before?.Invoke();
        using var answer = await FetchAsync(url);
        return (await ApiHost.ProblemAsync(answer, 400, "invalid_image_url")).GetProperty("detail").GetString();
    }

    /// <summary>One host for all: its internet is set anew for each.</summary>
    public sealed class Host : IAsyncLifetime
    {
        public ApiHost Api { get; } = new();

        internal OutsideNetwork Network { get; } = new();

        public ValueTask InitializeAsync()
        {
            Api.Outside = services => services.Replace(ServiceDescriptor.Singleton<IOutboundNetwork>(Network));
            return Api.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Api.DisposeAsync();
            await Network.DisposeAsync();
        }
    }
}
