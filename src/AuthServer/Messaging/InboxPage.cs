using System.Text;
using System.Text.Encodings.Web;
using ServiceDefaults.Answers;

namespace AuthServer.Messaging;

/// <summary><c>/dev/inbox</c>: what would have been sent, newest first; <c>?format=json</c> for programs.</summary>
internal static class InboxPage
{
    public static IResult Show(DevInbox inbox, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return http.Request.Query["format"] == "json" ? Results.Json(inbox.Items, Json.Options) : Results.Content(Html(inbox.Items), "text/html; charset=utf-8");
    }

    private static string Html(IReadOnlyList<InboxItem> items)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Inbox</title><link rel=\"stylesheet\" href=\"/app.css\"></head>\n<body>\n<main class=\"card wide\">\n<h1>Inbox</h1>\n<p>What would have been sent, newest first. <a href=\"?format=json\">As JSON</a></p>\n");
        if (items.Count == 0) page.Append("<p>Nothing yet.</p>\n");
        foreach (var item in items)
        {
            page.Append("<article class=\"message\">\n<h2>").Append(Encode(item.Subject ?? item.Channel)).Append("</h2>\n<p>To <strong>").Append(Encode(item.To)).Append("</strong> by ").Append(item.Channel)
                .Append(" at <time datetime=\"").Append(item.Time.ToString("O")).Append("\">").Append(item.Time.ToString("u")).Append("</time></p>\n<pre>").Append(Encode(item.Body)).Append("</pre>\n</article>\n");
        }
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
