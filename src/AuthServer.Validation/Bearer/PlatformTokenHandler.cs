using System.Globalization;
using System.Text;
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

    /// <summary>Answers 401 with the scopes that the endpoint needs, or the 400 or 503 that the token's reading came to.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        var refusal = _refusal ?? TokenRefusal.MissingToken;
        // RFC 6750 §3: a client that has to ask for a token anyway asks for the right one.
        await RefuseAsync(refusal.Status == StatusCodes.Status401Unauthorized ? refusal with { Scope = NeededOfToken.Of(Context.GetEndpoint()).Scope } : refusal);
    }

    /// <summary>Answers 403, or 401 where another sign-in helps, for the first requirement of the endpoint that the token lacks; a challenge names all that is needed of its kind.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(NeededOfToken.Of(Context.GetEndpoint()).Refuse(Context.User, TimeProvider.GetUtcNow()));

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
        var challenge = new StringBuilder($"Bearer realm=\"{Options.Audience}\"");
        Add("error", refusal.Error);
        Add("error_description", refusal.Error is null ? null : refusal.Detail);
        Add("scope", refusal.Scope);
        Add("acr_values", refusal.AcrValues);
        Add("max_age", refusal.MaxAge is { } age ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null);
        // RFC 9728 §5.1.
        Add("resource_metadata", Options.Resource?.MetadataAddress);
        return challenge.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                challenge.Append(CultureInfo.InvariantCulture, $", {name}=\"{value}\"");
        }
    }
}
