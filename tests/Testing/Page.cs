using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Testing;

/// <summary>Reads pages.</summary>
public static class Page
{
    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>The heading of the page.</summary>
    public static async Task<string?> TitleAsync(HttpResponseMessage response) => (await ParseAsync(response)).QuerySelector("#title")?.TextContent;
}
