using System.Net;
using AngleSharp.Html.Dom;

namespace Testing;

/// <summary>A browser without JavaScript, as far as the pages need one: cookies, forms, and redirects one at a time.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(Uri server) => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, UseProxy = false }) { BaseAddress = server };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string address) => _http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    public Task<HttpResponseMessage> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> form) => _http.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(form));

    /// <summary>Follows redirects within the server; returns the first answer that is a page or leads to a client.</summary>
    public async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage response)
    {
        while (response.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found && response.Headers.Location is { IsAbsoluteUri: false } next)
            response = await _http.GetAsync(next);
        return response;
    }

    /// <summary>Opens an address and follows.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string address) => await FollowAsync(await GetAsync(address));

    /// <summary>Fills in the form of a page, posts it and follows.</summary>
    /// <param name="page">The page.</param>
    /// <param name="fields">What the user types, by field name: all values of that name, in place of those of the page.</param>
    public async Task<HttpResponseMessage> SubmitAsync(HttpResponseMessage page, params IEnumerable<KeyValuePair<string, string>> fields)
    {
        var document = await Page.ParseAsync(page);
        var form = (IHtmlFormElement)(document.QuerySelector("main form") ?? throw new InvalidOperationException("The page has no form: " + document.Body?.TextContent));
        var typed = fields.ToList();
        var values = form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Where(i => !i.IsDisabled && (i.Type != "checkbox" || i.IsChecked))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Where(i => !typed.Exists(t => t.Key == i.Key))
            .Concat(typed);
        var action = string.IsNullOrEmpty(form.GetAttribute("action")) ? page.RequestMessage!.RequestUri!.PathAndQuery : form.GetAttribute("action")!;
        return await FollowAsync(await PostAsync(action, values));
    }

    /// <summary>Signs in on the login page.</summary>
    public Task<HttpResponseMessage> SignInAsync(HttpResponseMessage loginPage, string username = "alice", string password = "Correct-horse-7") =>
        SubmitAsync(loginPage, new KeyValuePair<string, string>("username", username), new KeyValuePair<string, string>("password", password));

    /// <summary>Says yes on the consent page.</summary>
    public Task<HttpResponseMessage> AllowAsync(HttpResponseMessage consentPage) => SubmitAsync(consentPage, new KeyValuePair<string, string>("decision", "allow"));

    public void Dispose() => _http.Dispose();
}
