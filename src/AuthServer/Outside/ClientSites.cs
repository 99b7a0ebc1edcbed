using System.Net.Sockets;
using AuthServer.Protocol;
using AuthServer.Protocol.Outside;
using Microsoft.Extensions.Options;
using ServiceDefaults.Outbound;

namespace AuthServer.Outside;

/// <summary>The addresses that clients registered: public ones, and those that the configuration exempts.</summary>
internal sealed class ClientSites(OutboundGuard guard, OutboundReader reader, IOptions<ProtocolOptions> options) : IClientSites, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _ownHost = new Uri(options.Value.Issuer).DnsSafeHost.TrimEnd('.');
    private readonly HttpClient _poster = new(guard.CreateHandler(Patience, exempting: true)) { Timeout = Patience };

    /// <inheritdoc/>
    public bool MayReach(Uri address) => guard.MayReach(address, exempting: true) && (guard.IsExempt(address) || !IsOwn(address));

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(Uri address, int mostBytes, CancellationToken cancel) => reader.ReadAsync(address, mostBytes, Patience, cancel);

    /// <inheritdoc/>
    public async Task<int?> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
            request.Headers.UserAgent.ParseAdd("AuthPlatform/1.0");
            // What it says is of no interest: the status does.
            using var answer = await _poster.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    // By its public name the server would knock at its own door, past what stands before it; and what lies at its host looks like its own.
    private bool IsOwn(Uri address) => address.DnsSafeHost.TrimEnd('.').Equals(_ownHost, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Dispose() => _poster.Dispose();
}
