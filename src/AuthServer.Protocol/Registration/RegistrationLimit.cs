using AuthServer.Protocol.Requests;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>How many clients one network may register without a token, replace, or have vouched for by a sector: it makes rows, and the server look outside.</summary>
internal sealed class RegistrationLimit(IOptions<RegistrationOptions> options) : IDisposable
{
    private readonly Budget _budget = new(options.Value.RegistrationsPerHour, TimeSpan.FromHours(1));

    /// <summary>Takes one; null where there is one, else the refusal.</summary>
    public OAuthError? Take(Caller caller) => _budget.Take(caller.Network ?? "");

    public void Dispose() => _budget.Dispose();
}
