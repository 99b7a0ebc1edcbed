using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Pages;

/// <summary>The pages have a container of their own; what must be one in both is one.</summary>
public sealed class SiteTests : PageTest
{
    // The purpose that the framework seals them for.
    private const string Purpose = "Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1";

    [Fact]
    public async Task Forms_are_sealed_with_the_keys_that_every_node_has()
    {
        using var page = await Browser.GetAsync("/login");
        var token = ((IHtmlInputElement)(await Page.ParseAsync(page)).QuerySelector("input[name=form_token]")!).Value;
        var keys = Host.Services.GetRequiredService<IDataProtectionProvider>();
        Assert.NotEmpty(keys.CreateProtector(Purpose).Unprotect(WebEncoders.Base64UrlDecode(token)));
    }

    [Fact]
    public async Task Many_first_pages_at_once_are_all_shown()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Browser.GetAsync("/login")));
        Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.StatusCode));
        foreach (var page in pages) page.Dispose();
    }

    [Theory]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/LOGIN", HttpStatusCode.OK)]
    [InlineData("/login/", HttpStatusCode.OK)]
    [InlineData("/error/404", HttpStatusCode.OK)]
    [InlineData("/connect/authorize", HttpStatusCode.BadRequest)]
    public async Task What_no_route_takes_is_a_page_or_the_page_that_says_there_is_none(string path, HttpStatusCode status)
    {
        using var page = await Browser.GetAsync(path);
        Assert.Equal((status, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/connect/token/nothing-here")]
    [InlineData("/api/v1/nothing-here")]
    [InlineData("/.well-known/nothing-here")]
    public async Task Programs_get_no_page(string path)
    {
        using var answer = await Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }
}
