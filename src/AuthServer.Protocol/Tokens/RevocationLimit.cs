using AuthServer.Protocol.Requests;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Tokens;

/// <summary>How often one user, or one client that acts for itself, may have tokens revoked: every revocation is an event for every resource API, and a flood of them would delay everybody's logout.</summary>
internal sealed class RevocationLimit(IOptions<ProtocolOptions> options) : IDisposable
{
    private readonly Budget _budget = new(options.Value.RevocationsPerMinute, TimeSpan.FromMinutes(1));

    /// <summary>Takes one; null where there is one, else the refusal.</summary>
    public OAuthError? Take(string subject) => _budget.Take(subject);

    public void Dispose() => _budget.Dispose();
}
