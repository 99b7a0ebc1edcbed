using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Signs in the caller of a REST route by an access token of ours, live in every respect: token, grant, session, client and user.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, ClientCatalogue clients)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme; also the name of the policy that demands a first-party app's user.</summary>
    public const string Name = "AccountsBearer";

    /// <summary>The claim that a token of a first-party client brings.</summary>
    public const string FirstPartyClaim = "first_party";

    /// <summary>The claim with the time of the sign-in behind the token, in seconds.</summary>
    public const string AuthTimeClaim = "auth_time";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // RFC 9110 §11.1: the scheme's name is case-insensitive.
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await tokens.FindLiveAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { SessionId: { } session } token) return AuthenticateResult.Fail("The token is not live.");
        var identity = new ClaimsIdentity([new Claim("sub", token.Subject), new Claim("sid", SessionId.Format(session)), new Claim("client_id", token.ClientId)], Name);
        if (token.AuthTime is { } time) identity.AddClaim(new Claim(AuthTimeClaim, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (await clients.FindAsync(token.ClientId, Context.RequestAborted) is { FirstParty: true }) identity.AddClaim(new Claim(FirstPartyClaim, "true"));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // RFC 6750 §3.1: no error code where the request has no token at all.
        var sent = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = sent ? "Bearer realm=\"accounts\", error=\"invalid_token\"" : "Bearer realm=\"accounts\"";
        var problem = sent ? Problem.Unauthorized("invalid_token", "The access token is not valid.") : Problem.Unauthorized("missing_token", "An access token is needed.");
        await problem.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Forbidden("first_party_only", "Only our own apps may manage accounts.").ExecuteAsync(Context);
}
