using System.Net;
using Polly.Timeout;

namespace AuthServer.Messaging;

/// <summary>Gives text messages to the gateway of section <c>Sms</c>.</summary>
internal sealed class GatewaySmsSender(SmsOptions options) : ISmsSender, IDisposable
{
    private readonly SmsRequest _request = SmsRequest.Of(options);

    // What is sent goes where the settings say and nowhere else; the pipeline has the time.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public async Task SendAsync(SmsMessage message, CancellationToken cancel)
    {
        try
        {
            using var answer = await SmsRetries.RunAsync(token => TryAsync(message, token), cancel);
            if (!answer.IsSuccessStatusCode) throw new DeliveryException($"the SMS gateway answered {(int)answer.StatusCode}", IsOfMessage(answer.StatusCode));
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"the SMS gateway is not reached ({e.HttpRequestError})", permanent: false);
        }
        catch (TimeoutRejectedException)
        {
            throw new DeliveryException("the SMS gateway did not answer in time", permanent: false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> TryAsync(SmsMessage message, CancellationToken cancel)
    {
        using var request = _request.For(message);
        // The status tells all; a body of any length is left unread.
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    // 401, 403, 408 and 429 speak of our account or of the moment: the message is not to blame.
    private static bool IsOfMessage(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
