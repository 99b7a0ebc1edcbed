using System.Net;
using System.Net.Sockets;
using ServiceDefaults.Bodies;

namespace ServiceDefaults.Outbound;

/// <summary>Reads what lies at an address that a stranger named, within a time and a size.</summary>
/// <param name="handler">From <see cref="OutboundGuard.CreateHandler"/>.</param>
/// <param name="clock">The time.</param>
public sealed class OutboundReader(SocketsHttpHandler handler, TimeProvider clock) : IDisposable
{
    /// <summary>How long a connection may take.</summary>
    public static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The content; null whatever the reason: which one it was would tell a stranger what is open inside.</summary>
    /// <param name="address">Of a user: from <see cref="OutboundAddress.Parse"/>.</param>
    /// <param name="mostBytes">The largest content.</param>
    /// <param name="within">How long it may take in all.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<byte[]?> ReadAsync(Uri address, int mostBytes, TimeSpan within, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            // Nothing is unpacked here, so nothing small becomes large.
            request.Headers.AcceptEncoding.ParseAdd("identity");
            request.Headers.UserAgent.ParseAdd("AuthPlatform/1.0");
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentEncoding.Any(coding => coding != "identity") || answer.Content.Headers.ContentLength > mostBytes)
                return null;
            return await BoundedReader.ReadAsync(await answer.Content.ReadAsStreamAsync(either.Token), mostBytes, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
