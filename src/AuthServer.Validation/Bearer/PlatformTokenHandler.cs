using System.Globalization;
using System.Text.Encodings.Web;
using AuthServer.Validation.Requirements;
using AuthServer.Validation.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AuthServer.Validation.Bearer;

/// <summary>The authentication scheme: takes the bearer token, answers challenges as RFC 6750 §3 says.</summary>
public sealed class PlatformTokenHandler(
    IOptionsMonitor<PlatformTokenOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokenValidator validator)
    : AuthenticationHandler<PlatformTokenOptions>(options, logger, encoder)
{
    private TokenRefusal? _refusal;

    /// <summary>Authenticates by the token of the Authorization header.</summary>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        (var token, _refusal) = BearerHeader.Read(Request.Headers.Authorization);
        if (token is not null)
        {
            var outcome = await validator.ValidateAsync(token, Context.RequestAborted);
            if (outcome.Principal is { } principal)
                return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
            _refusal = outcome.Refusal;
        }
        return _refusal is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(_refusal.Code);
    }

    /// <summary>Answers 401, or the 400 or 503 that the token's reading came to.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        await RefuseAsync(_refusal ?? TokenRefusal.MissingToken);
    }

    /// <summary>Answers 403 for the first requirement of the endpoint that the token lacks; a challenge names all its scopes.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        ITokenRequirement[] requirements = [.. Context.GetEndpoint()?.Metadata.GetOrderedMetadata<ITokenRequirement>() ?? []];
        var refusal = requirements.FirstOrDefault(requirement => !requirement.Holds(Context.User)) switch
        {
            null => TokenRefusal.Forbidden,
            ScopeRequirement => TokenRefusal.InsufficientScope(string.Join(' ', requirements.OfType<ScopeRequirement>().Select(needed => needed.Scope))),
            var other => other.Refusal,
        };
        return RefuseAsync(refusal);
    }

    private Task RefuseAsync(TokenRefusal refusal)
    {
        Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
            Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        else
            Response.Headers.Append("WWW-Authenticate", Challenge(refusal));
        return Options.OnRefused?.Invoke(Context, refusal) ?? Task.CompletedTask;
    }

    private string Challenge(TokenRefusal refusal)
    {
        var error = refusal.Error is null ? "" : $", error=\"{refusal.Error}\", error_description=\"{refusal.Detail}\"";
        var scope = refusal.Scope is null ? "" : $", scope=\"{refusal.Scope}\"";
        return $"Bearer realm=\"{Options.Audience}\"{error}{scope}";
    }
}
