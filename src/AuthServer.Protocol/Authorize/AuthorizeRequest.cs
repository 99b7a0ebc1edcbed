using System.Globalization;
using AuthServer.Protocol.Authorize.Modes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Authorize;

/// <summary>An authorization request whose client and redirect target are known to be right. <see cref="AuthorizeRules"/> checks the rest.</summary>
public sealed record AuthorizeRequest
{
    internal AuthorizeRequest(RedirectTarget target, Parameters parameters, DateTimeOffset startedAt, IResponseMode mode)
    {
        (Target, Parameters, StartedAt, Mode, Scopes, Prompt) = (target, parameters, startedAt, mode, ScopeSet.Parse(parameters[Names.Scope]), parameters["prompt"]?.Split(' ') ?? []);
        Claims = ClaimsRequest.Parse(parameters["claims"]);
        Acr = AcrRequest.Of(parameters["acr_values"], Claims?.Acr, target.Client.DefaultAcrValues);
    }

    /// <summary>Where the answer goes.</summary>
    public RedirectTarget Target { get; }

    /// <summary>As they came, or as they are in the request object.</summary>
    public Parameters Parameters { get; }

    /// <summary>When it came first; a sign-in or consent after this was made for it.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The client.</summary>
    public Client Client => Target.Client;

    /// <summary>The scopes asked for; null where they are malformed.</summary>
    public ScopeSet? Scopes { get; }

    /// <summary>What the user is asked to allow: the scopes asked for, and those that cover claims asked for one by one (OIDC Core §5.5), as far as the client is registered for them.</summary>
    public ScopeSet ConsentScopes => Scopes is null || Claims is null || !Scopes.Contains(StandardScopes.OpenId) ? Scopes ?? ScopeSet.Empty : ScopeSet.Of(Scopes.Concat(Claims.Scopes.Intersect(Client.Scopes)));

    /// <summary>The sign-in for this request asks for a second factor, of those who have one.</summary>
    public bool AsksSecondFactor => Acr.AsksSecondFactor;

    /// <summary>Without a second factor the sign-in is in vain.</summary>
    public bool NeedsSecondFactor => Acr.Essential && !Acr.IsMetBy(AcrValues.SingleFactor);

    /// <summary>What the user will probably type into the login page.</summary>
    public string? LoginHint => Parameters["login_hint"];

    /// <summary>The languages that the user reads, best first (BCP 47).</summary>
    public IReadOnlyList<string> UiLocales => Parameters["ui_locales"]?.Split(' ') ?? [];

    internal string? State => Parameters[Names.State];

    internal string? Nonce => Parameters[Names.Nonce];

    internal string? CodeChallenge => Parameters["code_challenge"];

    internal string? IdTokenHint => Parameters[Names.IdTokenHint];

    /// <summary>Whose session it must be, where an id_token_hint says so.</summary>
    internal string? HintedSubject { get; init; }

    /// <summary>What is wrong with its request object, or that it has none where it must; the parameters are those that came beside it then.</summary>
    internal OAuthError? RequestObjectFault { get; init; }

    /// <summary>The claims asked for one by one; null where the parameter is malformed.</summary>
    internal ClaimsRequest? Claims { get; }

    /// <summary>How surely the client wants to know the user.</summary>
    internal AcrRequest Acr { get; }

    internal IReadOnlyList<string> Prompt { get; }

    /// <summary>How the answer travels; the default where none, or an unknown one, was asked for.</summary>
    internal IResponseMode Mode { get; }

    /// <summary>Every <c>resource</c> is one that a token with these scopes can be for (RFC 8707 §2).</summary>
    internal bool ResourcesAreReachable { get; init; }

    /// <summary>Seconds since the sign-in that the client accepts, by its <c>default_max_age</c> where the request has none; null where it does not care or the value is malformed.</summary>
    internal TimeSpan? MaxAge => Parameters["max_age"] is { } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null
        : Client.DefaultMaxAge is { } byDefault ? TimeSpan.FromSeconds(byDefault) : null;

    internal bool Has(string prompt) => Prompt.Contains(prompt);
}
