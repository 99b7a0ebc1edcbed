using System.Net;
using Polly;
using Polly.Retry;

namespace AuthServer.Messaging;

/// <summary>How long and how often a gateway is asked for one message.</summary>
internal static class SmsRetries
{
    private const int More = 2;
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    // Made with the first message: until then a server has no need of Polly.
    private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddTimeout(InAll)
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = More,
            Delay = FirstWait,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // A try that ran out of time is not among them: the gateway may well have the message, and the person would get it twice.
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is HttpRequestException || (attempt.Outcome.Result is { } answer && IsWorthARetry(answer))),
            DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Result)),
        })
        .AddTimeout(OneTry)
        .Build();

    /// <summary>Asks until there is an answer that more of the same would not change.</summary>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">A try, or all of them, took too long.</exception>
    public static async Task<HttpResponseMessage> RunAsync(Func<CancellationToken, Task<HttpResponseMessage>> attempt, CancellationToken cancel) =>
        await Pipeline.ExecuteAsync(async token => await attempt(token), cancel);

    // RFC 6585 §4. A gateway that wants to be left alone for longer is; the message waits with us.
    private static bool IsWorthARetry(HttpResponseMessage answer) =>
        (answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500) && (RetryAfter(answer) ?? TimeSpan.Zero) <= LongestWait;

    /// <returns>What Retry-After says (RFC 9110 §10.2.3); null where it says nothing.</returns>
    private static TimeSpan? RetryAfter(HttpResponseMessage? answer) => answer?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // Against the gateway's own clock: its time, not ours, is what the date was made of.
        { Date: { } date } when answer.Headers.Date is { } now => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
