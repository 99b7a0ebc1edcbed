using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ResourceApi.Media;

namespace ResourceApi.Tests.Media;

/// <summary>An S3-shaped store on loopback: one bucket, addressed by path, signatures of version 4 recomputed, lists in pages of two.</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    private const int Page = 2;
    private readonly WebApplication _app;

    private BucketServer(WebApplication app) => _app = app;

    public S3Options Options { get; } = new() { Bucket = "bucket-1", AccessKey = "key", SecretKey = "secret", Region = "eu-test-1", Prefix = "tests/" };

    /// <summary>The objects by their keys, and when they were written.</summary>
    public ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What every request is answered with, where it is not 200.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>Whether objects are promised longer than they come.</summary>
    public bool StopsInTheMiddle { get; set; }

    public static async Task<BucketServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new BucketServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Options.Endpoint = server._app.Urls.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var path = http.Request.Path.Value!;
        if (Status != HttpStatusCode.OK || !IsSigned(http.Request, body.ToArray()) || !path.StartsWith($"/{Options.Bucket}", StringComparison.Ordinal))
        {
            await RefuseAsync(http, Status == HttpStatusCode.OK ? HttpStatusCode.Forbidden : Status, "AccessDenied");
            return;
        }
        var key = path[(Options.Bucket.Length + 1)..].TrimStart('/');
        switch (http.Request.Method)
        {
            case "PUT":
                Objects[key] = (body.ToArray(), DateTimeOffset.UnixEpoch.AddYears(56));
                break;
            case "DELETE":
                Objects.TryRemove(key, out _);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "GET" when key.Length == 0:
                await ListAsync(http);
                break;
            case "GET" when StopsInTheMiddle:
                http.Response.ContentLength = 10;
                await http.Response.Body.WriteAsync(new byte[] { 1 });
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "GET" when Objects.TryGetValue(key, out var found):
                await http.Response.Body.WriteAsync(found.Content);
                break;
            default:
                await RefuseAsync(http, HttpStatusCode.NotFound, "NoSuchKey");
                break;
        }
    }

    private static Task RefuseAsync(HttpContext http, HttpStatusCode status, string code)
    {
        (http.Response.StatusCode, http.Response.ContentType) = ((int)status, "application/xml");
        return http.Response.WriteAsync($"<Error><Code>{code}</Code><Message>refused</Message></Error>");
    }

    private Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var keys = Objects.Where(pair => pair.Key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SkipWhile(pair => string.CompareOrdinal(pair.Key, query["continuation-token"].ToString()) <= 0 && query.ContainsKey("continuation-token")).ToList();
        var more = keys.Count > Page;
        var contents = string.Concat(keys.Take(Page).Select(pair => $"<Contents><Key>{pair.Key}</Key><LastModified>{pair.Value.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</LastModified><Size>{pair.Value.Content.Length}</Size></Contents>"));
        http.Response.ContentType = "application/xml";
        return http.Response.WriteAsync($"<ListBucketResult><IsTruncated>{(more ? "true" : "false")}</IsTruncated>{contents}{(more ? $"<NextContinuationToken>{keys[Page - 1].Key}</NextContinuationToken>" : "")}</ListBucketResult>");
    }

    // AWS Signature Version 4: the canonical request, the string to sign, the derived key.
    private bool IsSigned(HttpRequest request, byte[] body)
    {
        var parts = request.Headers.Authorization.ToString().Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal).Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[^1], StringComparer.Ordinal);
        if (!parts.TryGetValue("Credential", out var credential) || request.Headers["x-amz-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(body)))
            return false;
        var scope = credential.Split('/', 2)[1];
        var names = parts["SignedHeaders"].Split(';');
        var headers = string.Concat(names.Select(name => $"{name}:{(request.Headers.TryGetValue(name, out StringValues value) ? value.ToString().Trim() : "")}\n"));
        var query = string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
        var canonical = $"{request.Method}\n{new Uri(request.GetEncodedUrl()).AbsolutePath}\n{query}\n{headers}\n{parts["SignedHeaders"]}\n{request.Headers["x-amz-content-sha256"]}";
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + Options.SecretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return credential == $"{Options.AccessKey}/{scope}" && scope.EndsWith(string.Create(CultureInfo.InvariantCulture, $"/{Options.Region}/s3/aws4_request"), StringComparison.Ordinal)
            && parts["Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
