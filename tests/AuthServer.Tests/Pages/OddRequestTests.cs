using System.Net;
using System.Text;

namespace AuthServer.Tests.Pages;

/// <summary>What no browser sends to a page is refused on a page, and never breaks one.</summary>
public sealed class OddRequestTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("/login")]
    [InlineData("/login/pin")]
    [InlineData("/login/code")]
    [InlineData("/consent")]
    [InlineData("/logout")]
    [InlineData("/password/forgot")]
    [InlineData("/password/reset")]
    [InlineData("/pin/forgot")]
    [InlineData("/pin/reset")]
    [InlineData("/not-me/token")]
    [InlineData("/")]
    public async Task Other_methods_are_not_allowed(string path)
    {
        using var http = shared.Host.NewClient();
        foreach (var method in new[] { "TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "FOO" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await http.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path}: {(int)response.StatusCode}");
            Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-7")]
    [InlineData("application/x-www-form-urlencoded; charset=\"utf-7\"")]
    [InlineData("application/x-www-form-urlencoded; charset=unicode-1-1-utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense")]
    [InlineData("multipart/form-data; boundary=x; charset=utf-7")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    public async Task Form_in_another_charset_or_form_is_refused_on_a_page(string contentType)
    {
        foreach (var path in new[] { "/login", "/login/pin", "/login/code", "/consent", "/logout" })
        {
            using var response = await PostAsync(path, contentType, "username=alice&password=x&request=");
            await IsRefusedAsync(path, response);
        }
    }

    [Fact]
    public async Task Field_in_another_charset_is_refused_on_a_page()
    {
        using var response = await PostAsync("/login", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"username\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n");
        await IsRefusedAsync("/login", response);
    }

    [Fact]
    public async Task Form_in_the_charset_of_the_pages_is_taken()
    {
        using var browser = new Browser(shared.Host.ClientOptions.BaseAddress);
        var page = await Page.ParseAsync(await browser.GetAsync("/login"));
        var token = Uri.EscapeDataString(page.QuerySelector("input[name=form_token]")!.GetAttribute("value")!);
        using var http = shared.Host.NewClient();
        using var request = Post("/login", "application/x-www-form-urlencoded; charset=UTF-8", $"username=alice&password=Correct-horse-7&form_token={token}");
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(shared.Host.ClientOptions.BaseAddress));
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Theory]
    [InlineData("/password/forgot")]
    [InlineData("/password/reset")]
    [InlineData("/pin/forgot")]
    [InlineData("/pin/reset")]
    [InlineData("/not-me/token")]
    public async Task Form_from_elsewhere_is_refused_on_a_page(string path)
    {
        using var response = await PostAsync(path, "application/x-www-form-urlencoded", "email=alice%40example.com&phone_number=%2B12025550101");
        await IsRefusedAsync(path, response);
    }

    private static HttpRequestMessage Post(string path, string contentType, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType));
        return request;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string contentType, string body)
    {
        using var http = shared.Host.NewClient();
        using var request = Post(path, contentType, body);
        return await http.SendAsync(request);
    }

    private static async Task IsRefusedAsync(string path, HttpResponseMessage response)
    {
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{path}: {(int)response.StatusCode}");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull((await Page.ParseAsync(response)).QuerySelector("#request-id"));
    }
}
