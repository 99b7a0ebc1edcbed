using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Authorize.Modes;

/// <summary><c>form_post</c> (OAuth 2.0 Form Post Response Mode 1.0): a page that posts itself to the client; without JavaScript its button does.</summary>
internal sealed class FormPostMode : IResponseMode
{
    private const string Script = "document.forms[0].submit()";

    private static readonly string ScriptHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    public string Name => "form_post";

    public Task WriteAsync(HttpContext http, RedirectTarget target, IReadOnlyList<(string Name, string Value)> members)
    {
        var html = HtmlEncoder.Default;
        var inputs = string.Concat(members.Select(m => $"<input type=\"hidden\" name=\"{m.Name}\" value=\"{html.Encode(m.Value)}\">"));
        OAuthResponse.NoStore(http.Response);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'sha256-{ScriptHash}'; base-uri 'none'; form-action {target.FormActionSource}; frame-ancestors 'none'";
        return http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Signing in</title></head>
            <body><form method="post" action="{html.Encode(target.Uri)}">{inputs}<noscript><p>One more step: continue to the app.</p><button type="submit">Continue</button></noscript></form>
            <script>{Script}</script></body></html>
            """,
            http.RequestAborted);
    }
}
