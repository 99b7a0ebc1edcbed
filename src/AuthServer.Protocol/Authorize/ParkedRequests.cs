using System.Security.Cryptography;
using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Authorize;

/// <summary>Authorization requests that wait while the user is on a page. The request travels in the page's URL, encrypted, so nothing is stored for strangers.</summary>
public sealed class ParkedRequests
{
    private readonly IDataProtector _protector;
    private readonly ClientCatalogue _clients;
    private readonly JwtReader _reader;
    private readonly IOptions<ProtocolOptions> _options;
    private readonly TimeProvider _time;

    internal ParkedRequests(IDataProtectionProvider protection, ClientCatalogue clients, JwtReader reader, IOptions<ProtocolOptions> options, TimeProvider time)
    {
        _protector = protection.CreateProtector("authorize-request");
        (_clients, _reader, _options, _time) = (clients, reader, options, time);
    }

    /// <summary>The request in a ticket, or null where the ticket is forged, too old, or its client is gone.</summary>
    public async ValueTask<AuthorizeRequest?> OpenAsync(string? ticket, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(ticket) || Unprotect(ticket) is not { } parked || _time.GetUtcNow() - parked.StartedAt > _options.Value.InteractionLifetime) return null;
        var request = await BuildAsync(new Parameters(parked.Values, parked.Resources), parked.StartedAt, cancel);
        return request.Value;
    }

    /// <summary>Where the browser goes when the user is done on a page.</summary>
    public static string ResumeUrl(string ticket) => $"{Routes.AuthorizeResume}?request={Uri.EscapeDataString(ticket)}";

    internal string Park(AuthorizeRequest request) =>
        _protector.Protect(JsonSerializer.Serialize(new Parked(new(request.Parameters.Values), request.Parameters.Resources, request.StartedAt)));

    /// <summary>Resolves the redirect target; everything else in the request is still to be checked.</summary>
    internal async ValueTask<Result<AuthorizeRequest>> BuildAsync(Parameters parameters, DateTimeOffset startedAt, CancellationToken cancel)
    {
        var target = await RedirectTarget.ResolveAsync(_clients, parameters[Names.ClientId], parameters[Names.RedirectUri], cancel);
        if (target.Refused) return target.Error;
        var request = new AuthorizeRequest(target.Value, parameters, startedAt);
        return request with { HintedSubject = HintedSubject(request) };
    }

    // An expired ID token is a good hint: it says who, not that they are here.
    private string? HintedSubject(AuthorizeRequest request) =>
        request.IdTokenHint is { } hint && IdTokenHint.Read(hint, _reader) is { } id && id.ClientId == request.Client.ClientId ? id.Subject : null;

    private Parked? Unprotect(string ticket)
    {
        try
        {
            return JsonSerializer.Deserialize<Parked>(_protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Parked(Dictionary<string, string> Values, IReadOnlyList<string> Resources, DateTimeOffset StartedAt);
}
