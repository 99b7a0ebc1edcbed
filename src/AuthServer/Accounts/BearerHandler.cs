using System.Security.Claims;
using System.Text.Encodings.Web;
using AuthServer.Admin;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Signs in the caller of a REST route by an access token of ours, live in every respect: token, grant, session, client and user.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, Callers callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme; also the name of the policy that demands a first-party app's user.</summary>
    public const string Name = "AccountsBearer";

    /// <summary>The claim that a token of a first-party client brings.</summary>
    public const string FirstPartyClaim = "first_party";

    /// <summary>The claim with the time of the sign-in behind the token, in seconds.</summary>
    public const string AuthTimeClaim = "auth_time";

    /// <summary>The claim of a program with the scope <c>admin</c>, and of an administrator who uses a client with it.</summary>
    public const string AdminClaim = "administrator";

    private const string Prefix = "Bearer ";

    // A program has no account of its own, but may administer.
    private bool IsForAdmins => Context.GetEndpoint()?.Metadata.GetMetadata<AdminRoute>() is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // RFC 9110 §11.1: the scheme's name is case-insensitive.
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await tokens.FindLiveAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } token || (token.SessionId is null && !IsForAdmins)) return AuthenticateResult.Fail("The token is not live, or no user's.");
        var identity = new ClaimsIdentity(await callers.ClaimsOfAsync(token, Context.RequestAborted), Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // RFC 6750 §3.1: no error code where the request has no token at all.
        var sent = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        var realm = IsForAdmins ? "admin" : "accounts";
        Response.Headers.WWWAuthenticate = sent ? $"Bearer realm=\"{realm}\", error=\"invalid_token\"" : $"Bearer realm=\"{realm}\"";
        var problem = sent ? Problem.Unauthorized("invalid_token", "The access token is not valid.") : Problem.Unauthorized("missing_token", "An access token is needed.");
        await problem.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (!IsForAdmins) return Problem.Forbidden("first_party_only", "Only our own apps may manage accounts.").ExecuteAsync(Context);
        if (Context.User.HasClaim("scope", AdminRoute.Scope)) return Problem.Forbidden("admin_only", "Only administrators may do this.").ExecuteAsync(Context);
        // RFC 6750 §3.1.
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"admin\", error=\"insufficient_scope\", scope=\"{AdminRoute.Scope}\"";
        return Problem.Forbidden("insufficient_scope", "The access token lacks a scope that is needed here.").ExecuteAsync(Context);
    }
}
