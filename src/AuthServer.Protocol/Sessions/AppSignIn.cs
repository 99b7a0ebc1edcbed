using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Sessions;

/// <summary>What a credential grant of the host (PIN, password) approves once it knows who it is: a new session with its first grant.</summary>
public sealed class AppSignIn(IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary>The scopes a request gets: those it names, or all that the client is registered for.</summary>
    /// <returns><c>invalid_scope</c> for a malformed scope or one that the client is not registered for. Ask before the credential is checked.</returns>
    public static Result<ScopeSet> Scopes(TokenRequest request)
    {
        if (!request.Parameters.TryGet(Names.Scope, out var text)) return request.Client.Scopes;
        if (ScopeSet.Parse(text) is not { } scopes) return OAuthError.InvalidScope("The scope is malformed.");
        return scopes.IsSubsetOf(request.Client.Scopes) ? scopes : OAuthError.InvalidScope("A scope is not registered for this client.");
    }

    /// <summary>Approves.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scopes">From <see cref="Scopes"/>.</param>
    /// <param name="subject">Who signed in.</param>
    /// <param name="amr">How (RFC 8176), joined by spaces.</param>
    /// <param name="deviceId">The row of the device; null where none was named.</param>
    public Approval Approve(TokenRequest request, ScopeSet scopes, Subject subject, string amr, Guid? deviceId)
    {
        var now = time.GetUtcNow();
        var session = new Session
        {
            Subject = subject.Id,
            AuthTime = now,
            Amr = amr,
            Acr = AcrValues.Of(amr),
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
            DeviceId = deviceId,
            Address = request.Caller.Address?.ToString(),
            UserAgent = request.Caller.UserAgent,
        };
        var grant = GrantTerms.New(Guid.CreateVersion7(), session, request.Client, scopes, options.Value, now);
        return new Approval(request.Client, scopes, new TokenWrite.SignIn(session)) { Subject = subject, Grant = grant };
    }
}
