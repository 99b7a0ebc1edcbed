using System.Net;
using System.Net.Http.Json;

namespace MobilePin;

/// <summary>The calls of the app to ResourceApi.</summary>
internal sealed class ApiClient(HttpClient http, Uri server)
{
    public Task<Answer> MeAsync(string accessToken) => SendAsync(HttpMethod.Get, accessToken, null);

    public Task<Answer> ChangeMeAsync(string accessToken, object profile) => SendAsync(HttpMethod.Put, accessToken, JsonContent.Create(profile));

    /// <summary>Waits until the API refuses the token; the end of a session reaches it within a second.</summary>
    public async Task<Answer> RefusedAsync(string accessToken)
    {
        for (var i = 0; ; i++)
        {
            var answer = await MeAsync(accessToken);
            if (answer.Status == HttpStatusCode.Unauthorized) return answer;
            if (i == 20) throw new DemoException("the API still takes the token after two seconds");
            await Task.Delay(100);
        }
    }

    private async Task<Answer> SendAsync(HttpMethod method, string accessToken, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(server, "/users/me/")) { Content = content };
        request.Headers.Authorization = new("Bearer", accessToken);
        return await Answer.OfAsync(await http.SendAsync(request));
    }
}
