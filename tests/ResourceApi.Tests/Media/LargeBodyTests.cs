using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Media;

/// <summary>What only Kestrel can show: limits of bodies on the wire.</summary>
public sealed class LargeBodyTests(LargeBodyTests.Host host) : IClassFixture<LargeBodyTests.Host>
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("application/json", 100 * Megabyte)]
    [InlineData("application/json", 15 * Megabyte)]
    [InlineData("multipart/form-data; boundary=limit", 100 * Megabyte)]
    [InlineData("multipart/form-data; boundary=limit", 11 * Megabyte)]
    public async Task Body_that_says_it_is_too_large_is_refused_before_any_of_it_is_sent(string type, int length) =>
        Assert.Contains("HTTP/1.1 413 ", await AnswerAsync(type, $"Content-Length: {length}", []), StringComparison.Ordinal);

    [Theory]
    [InlineData("application/json", "{\"image_base64\":\"")]
    [InlineData("multipart/form-data; boundary=limit", "--limit\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n")]
    public async Task Body_that_does_not_say_how_large_it_is_is_refused_when_it_is_too_large(string type, string begin)
    {
        // Chunks of a megabyte, without an end.
        var chunk = Encoding.ASCII.GetBytes(new string('A', Megabyte));
        var body = new List<byte[]> { Chunk(Encoding.ASCII.GetBytes(begin)) };
        body.AddRange(Enumerable.Repeat(Chunk(chunk), 40));
        Assert.Contains("\"payload_too_large\"", await AnswerAsync(type, "Transfer-Encoding: chunked", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_of_a_picture_that_is_somewhat_too_large_arrives_although_it_was_sent_whole()
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        foreach (var body in (HttpContent[])[ImageClient.Multipart(ImageClient.Part(new byte[14 * Megabyte])), ImageClient.Json("image_base64", new string('A', 16 * Megabyte))])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ImageClient.Path) { Content = body };
            request.Headers.Authorization = new("Bearer", host.Api.Token());
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            await ApiHost.ProblemAsync(answer, 413, "payload_too_large");
        }
    }

    [Fact]
    public async Task Body_of_another_route_keeps_its_own_limit()
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/users/me/") { Content = new ByteArrayContent(new byte[70_000]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new("Bearer", host.Api.Token());
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(answer, 413, "payload_too_large");
    }

    [Fact(SkipUnless = nameof(CanDecode), Skip = Pictures.Missing)]
    public async Task Picture_of_many_megabytes_comes_through_either_way()
    {
        var png = Pictures.Png(40, 20);
        // Bytes behind the picture's end are nobody's.
        byte[] large = [.. png, .. new byte[9 * Megabyte]];
        using var client = new HttpClient { BaseAddress = host.Address };
        foreach (var body in (HttpContent[])[ImageClient.Multipart(ImageClient.Part(large)), ImageClient.Json("image_base64", Convert.ToBase64String(large))])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ImageClient.Path) { Content = body };
            request.Headers.Authorization = new("Bearer", host.Api.Token());
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Name_of_a_file_that_no_client_would_ask_for_is_not_found()
    {
        foreach (var path in (string[])["/media/..%2f..%2fring", "/media/a%00.jpg", "/media/%c0%ae%c0%ae", "/media/"])
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            Assert.Matches("^HTTP/1.1 40[04] ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    public static bool CanDecode => Pictures.CanDecode;

    private static byte[] Chunk(byte[] content) => [.. Encoding.ASCII.GetBytes(content.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. content, .. "\r\n"u8];

    private async Task<string> AnswerAsync(string type, string length, IEnumerable<byte[]> body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var head = $"POST {ImageClient.Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {host.Api.Token(subject: Guid.CreateVersion7().ToString())}\r\nContent-Type: {type}\r\n{length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        var sending = SendAsync(stream, body);
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().Contains("payload_too_large", StringComparison.Ordinal) && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        socket.Close();
        await sending;
        return answer.ToString();
    }

    private static async Task SendAsync(NetworkStream stream, IEnumerable<byte[]> body)
    {
        try
        {
            foreach (var part in body)
                await stream.WriteAsync(part, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It was answered before all was sent.
        }
    }

    /// <summary>One host on Kestrel for all.</summary>
    public sealed class Host : IAsyncLifetime
    {
        public ApiHost Api { get; } = new();

        public Uri Address => new(Api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public async ValueTask InitializeAsync()
        {
            await Api.InitializeAsync();
            Api.UseKestrel(0);
            using var client = Api.CreateClient();
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
