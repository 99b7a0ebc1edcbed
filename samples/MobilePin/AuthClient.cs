using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace MobilePin;

/// <summary>The calls of a mobile app to AuthServer: plain HTTP and JSON, no library needed.</summary>
internal sealed class AuthClient(HttpClient http, Uri server)
{
    private static readonly object Device = new { id = "c2FtcGxlLWRldmljZS1vZi10aGUtZGVtbw", name = "Demo phone", platform = "android" };

    public Task<Answer> RegisterAsync(string phone, string pin) =>
        PostAsync("/auth/register/", new { phone_number = phone, pin, first_name = "Dana", last_name = "Demo", device = Device });

    public Task<Answer> SignInAsync(string phone, string pin) => PostAsync("/auth/login/", new { phone_number = phone, pin, device = Device });

    public Task<Answer> ConfirmPhoneAsync(string accessToken, string code) => PostAsync("/auth/phone-verification-confirm/", new { code }, accessToken);

    public Task<Answer> RefreshAsync(string refreshToken) => PostAsync("/api/v1/refresh/", new { refresh = refreshToken });

    public Task<Answer> SignOutAsync(string refreshToken) => PostAsync("/api/v1/logout/", new { refresh = refreshToken });

    /// <summary>The newest code that was sent to a number. Only Development has an inbox; a person reads the SMS.</summary>
    public async Task<string> CodeSentToAsync(string phone)
    {
        for (var i = 0; i < 50; i++)
        {
            var inbox = await http.GetFromJsonAsync<JsonNode>(new Uri(server, "/dev/inbox?format=json"));
            var messages = inbox as JsonArray ?? inbox?["items"] as JsonArray ?? [];
            if (messages.FirstOrDefault(m => m?["to"]?.GetValue<string>() == phone)?["code"]?.GetValue<string>() is { } code) return code;
            await Task.Delay(100);
        }
        throw new DemoException("no code arrived in the inbox");
    }

    private async Task<Answer> PostAsync(string path, object body, string? accessToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = JsonContent.Create(body) };
        if (accessToken is not null) request.Headers.Authorization = new("Bearer", accessToken);
        return await Answer.OfAsync(await http.SendAsync(request));
    }
}
