using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace EndToEnd.Clients;

/// <summary>Plain HTTP to one host: forms, JSON and tokens; follows no redirect and keeps no cookie.</summary>
internal sealed class PlatformClient(Uri server) : IDisposable
{
    public const string PinGrant = "urn:authplatform:grant-type:pin";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = server };

    public async Task<JsonAnswer> GetAsync(string path, string? accessToken = null) => await SendAsync(HttpMethod.Get, path, null, Bearer(accessToken));

    public async Task<JsonAnswer> PostJsonAsync(string path, object body, string? accessToken = null) => await SendAsync(HttpMethod.Post, path, JsonContent.Create(body), Bearer(accessToken));

    /// <summary>Posts a form as a client, or as nobody.</summary>
    public async Task<JsonAnswer> PostFormAsync(string path, (string Id, string Secret)? client, params IEnumerable<(string Name, string Value)> form) => await SendAsync(
        HttpMethod.Post, path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))), client is { } c ? Basic(c.Id, c.Secret) : null);

    public Task<JsonAnswer> PinAsync(string phone, string pin) =>
        PostFormAsync("/connect/token", null, ("grant_type", PinGrant), ("client_id", "mobile"), ("phone_number", phone), ("pin", pin));

    public Task<JsonAnswer> RefreshAsync(string refreshToken) =>
        PostFormAsync("/connect/token", null, ("grant_type", "refresh_token"), ("client_id", "mobile"), ("refresh_token", refreshToken));

    public async Task<JsonAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = authorization;
        return await JsonAnswer.OfAsync(await _http.SendAsync(request));
    }

    public void Dispose() => _http.Dispose();

    private static AuthenticationHeaderValue? Bearer(string? token) => token is null ? null : new("Bearer", token);

    private static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{secret}")));
}
