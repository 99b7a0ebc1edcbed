using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AuthServer.Tests.Credentials;

/// <summary>Every way in, as somebody uses it who guesses.</summary>
internal sealed class WaysIn(HttpClient http)
{
    private const string PinGrant = "urn:authplatform:grant-type:pin";

    /// <summary>The ways in, by name. A person is tried with a secret that is never right for them.</summary>
    public static IReadOnlyDictionary<string, Func<WaysIn, Person, Task<HttpResponseMessage>>> All { get; } = new Dictionary<string, Func<WaysIn, Person, Task<HttpResponseMessage>>>
    {
        ["pin grant"] = (w, p) => w.FormAsync("/connect/token", ("grant_type", PinGrant), ("client_id", "mobile"), ("phone_number", p.Phone), ("pin", p.Pin)),
        ["password grant"] = (w, p) => w.FormAsync("/connect/token", ("grant_type", "password"), ("client_id", "mobile"), ("username", p.Name), ("password", p.Password)),
        ["pin login"] = (w, p) => w.JsonAsync("/auth/login/", new { phone_number = p.Phone, pin = p.Pin }),
        ["password login"] = (w, p) => w.JsonAsync("/api/v1/login/", p.Identified()),
        ["pin page"] = (w, p) => w.PageAsync("/login/pin", ("phone_number", p.Phone), ("pin", p.Pin)),
        ["password page"] = (w, p) => w.PageAsync("/login", ("username", p.Name), ("password", p.Password)),
        ["pin reset"] = (w, p) => w.JsonAsync("/auth/pin/reset/", new { phone_number = p.Phone }),
        ["pin reset code"] = (w, p) => w.JsonAsync("/auth/pin/reset/", new { phone_number = p.Phone, code = "x", new_pin = "8305" }),
        ["password reset"] = (w, p) => w.JsonAsync("/api/v1/password-reset/request/", new { email = p.Email }),
    };

    private (string Cookie, string Token)? _form;

    /// <summary>Tries once; what the answer looks like, and how long it took.</summary>
    public async Task<(string Answer, double Milliseconds)> TryAsync(string way, Person person)
    {
        if (way.EndsWith(" page", StringComparison.Ordinal)) await OpenFormAsync();
        var start = Stopwatch.GetTimestamp();
        using var answer = await All[way](this, person);
        var body = await answer.Content.ReadAsStringAsync();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (Look(answer, body, person), took);
    }

    // What differs from answer to answer, and what the person typed, is left out.
    private static string Look(HttpResponseMessage answer, string body, Person person)
    {
        string[] changing = ["Date", "X-Request-Id", "Set-Cookie"];
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => !changing.Contains(h.Key, StringComparer.OrdinalIgnoreCase) && h.Key != "Content-Length").OrderBy(h => h.Key, StringComparer.Ordinal);
        foreach (var typed in new[] { person.Phone, person.Phone.Replace("+", "&#x2B;", StringComparison.Ordinal), person.Name, person.Email }) body = body.Replace(typed, "", StringComparison.Ordinal);
        body = System.Text.RegularExpressions.Regex.Replace(body, "\"(?:time|traceId)\":\"[^\"]*\"|name=\"form_token\"[^>]*>", "", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}"))}\n{body}";
    }

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] form) =>
        http.PostAsync(path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    private async Task<HttpResponseMessage> JsonAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.PostAsync(path, content);
    }

    private async Task<HttpResponseMessage> PageAsync(string path, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Append(("form_token", _form!.Value.Token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
        request.Headers.Add("Cookie", _form.Value.Cookie);
        return await http.SendAsync(request);
    }

    // One form for all: a browser that tries again and again.
    private async Task OpenFormAsync()
    {
        if (_form is not null) return;
        using var page = await http.GetAsync("/login");
        var token = (await Page.ParseAsync(page)).QuerySelector("input[name=form_token]")!.GetAttribute("value")!;
        _form = (string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])) + "; device=" + new string('d', 32), token);
    }
}
