using System.Net.Http.Headers;

namespace AuthServer.Messaging;

/// <summary>Posts text messages as JSON to the gateway of section <c>Sms</c>.</summary>
internal sealed class GatewaySmsSender(HttpClient http, SmsOptions options) : ISmsSender
{
    public async Task SendAsync(SmsMessage message, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = JsonContent.Create(new { to = message.To, body = message.Body }) };
        if (options.Authorization.Length > 0) request.Headers.Authorization = AuthenticationHeaderValue.Parse(options.Authorization);
        using var response = await http.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
    }
}
