namespace AuthServer.Protocol.Tests.Certification;

/// <summary>Where a module of the suite ends with a picture of a page for a person to judge, the page is judged here.</summary>
internal static class Review
{
    /// <summary>A page that says what is wrong, in place of any redirect.</summary>
    public static async Task ErrorPageAsync(HttpResponseMessage response, string sentence)
    {
        await Expect.ErrorPageAsync(response);
        Assert.True((int)response.StatusCode >= 400);
        var page = await Page.ParseAsync(response);
        Assert.Contains(sentence, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("meta[http-equiv=refresh], script, main a[href^='http']"));
    }

    /// <summary>The sign-in page, which names the client.</summary>
    public static async Task SignInPageAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await Page.ParseAsync(response);
        Assert.Equal("Sign in", page.QuerySelector("#title")?.TextContent);
        Assert.NotNull(page.QuerySelector("input[type=password]"));
        Assert.Equal("Conformance suite", page.QuerySelector("#client-name")?.TextContent);
    }
}
