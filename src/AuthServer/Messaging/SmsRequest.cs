using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AuthServer.Messaging;

/// <summary>What is sent to the gateway: the settings, with what a preset fills in where they are silent.</summary>
internal sealed record SmsRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string ContentType, SmsTemplate Body, string From)
{
    private static readonly string[] InBody = ["to", "body", "from", "id"];

    public static SmsRequest Of(SmsOptions options) => options.Preset switch
    {
        SmsPreset.Twilio => Of(options, $"https://api.twilio.com/2010-04-01/Accounts/{options.AccountSid}/Messages.json", SmsTemplate.Form, "To={{to}}&From={{from}}&Body={{body}}", new() { ["Authorization"] = Basic(options) }),
        _ => Of(options, "", SmsTemplate.Json, """{"to":"{{to}}","body":"{{body}}"}""", []),
    };

    /// <summary>The request that carries a message; one request is sent once.</summary>
    public HttpRequestMessage For(SmsMessage message)
    {
        var values = new Dictionary<string, string> { ["to"] = message.To, ["body"] = message.Body, ["from"] = From, ["id"] = $"{message.Id:N}" };
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body.Fill(ContentType, values)));
        // JSON and forms are UTF-8 by definition (RFC 8259 §8.1) and have no such parameter.
        content.Headers.ContentType = new MediaTypeHeaderValue(ContentType, ContentType == SmsTemplate.Plain ? "utf-8" : null);
        var request = new HttpRequestMessage(new HttpMethod(Method), Url) { Content = content };
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, new SmsTemplate(value).Fill(SmsTemplate.Plain, values));
        return request;
    }

    /// <summary>One sentence for each setting that must stop the start.</summary>
    public IEnumerable<string> Faults(bool mustBeHttps)
    {
        if (Method is not ("POST" or "PUT")) yield return "Method: must be POST or PUT.";
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)) yield return "Url: outside Development the URL of an SMS gateway is needed.";
        else if (url.UserInfo.Length > 0) yield return "Url: credentials belong in Headers.";
        else if (mustBeHttps && url.Scheme != Uri.UriSchemeHttps) yield return "Url: must be https in Production.";
        if (Url.Contains("{{", StringComparison.Ordinal)) yield return "Url: placeholders belong in Body; URLs are logged on the way.";
        foreach (var (name, value) in Headers)
            if (HeaderFault(name, value) is { } fault) yield return $"Headers:{name}: {fault}";
        foreach (var fault in SmsTemplate.IsKnown(ContentType) ? BodyFaults() : [$"ContentType: must be {SmsTemplate.Json}, {SmsTemplate.Form} or {SmsTemplate.Plain}."]) yield return fault;
    }

    private static SmsRequest Of(SmsOptions options, string url, string contentType, string body, Dictionary<string, string> headers)
    {
        var all = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options.Headers) all[name] = value;
        return new(options.Method, Or(options.Url, url), all, Or(options.ContentType, contentType), new SmsTemplate(Or(options.Body, body)), options.From);
    }

    private static string Or(string set, string otherwise) => set.Length > 0 ? set : otherwise;

    // RFC 7617 §2
    private static string Basic(SmsOptions options) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}"));

    private static string? HeaderFault(string name, string value)
    {
        using var request = new HttpRequestMessage();
        // RFC 9110 §5.5: a line break in a value would begin a header that nobody set.
        if (value.Any(c => c is < ' ' or > '~')) return "the value must be one line of printable ASCII.";
        var template = new SmsTemplate(value);
        if (template.IsBroken || template.Placeholders.Any(placeholder => placeholder != "id")) return "the only placeholder in a header is {{id}}.";
        return request.Headers.TryAddWithoutValidation(name, value) ? null : "is no header that can be set; Content-Type has a setting of its own.";
    }

    private IEnumerable<string> BodyFaults()
    {
        var used = Body.Placeholders.ToList();
        if (Body.IsBroken || used.Except(InBody).Any()) yield return "Body: the placeholders are {{to}}, {{body}}, {{from}} and {{id}}.";
        else if (!used.Contains("to") || !used.Contains("body")) yield return "Body: {{to}} and {{body}} must be in it.";
        else if (used.Contains("from") && From.Length == 0) yield return "From: is needed, since {{from}} is in the body.";
        else if (ContentType == SmsTemplate.Json && !IsJson(Body.Fill(ContentType, InBody.ToDictionary(name => name, _ => "\"")))) yield return "Body: is no JSON; placeholders stand between quotes there.";
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
