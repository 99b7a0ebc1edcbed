using System.Globalization;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Authorize;

/// <summary>An authorization request whose client and redirect target are known to be right. <see cref="AuthorizeRules"/> checks the rest.</summary>
/// <param name="Target">Where the answer goes.</param>
/// <param name="Parameters">As they came.</param>
/// <param name="StartedAt">When it came first; a sign-in or consent after this was made for it.</param>
public sealed record AuthorizeRequest(RedirectTarget Target, Parameters Parameters, DateTimeOffset StartedAt)
{
    /// <summary>The client.</summary>
    public Client Client => Target.Client;

    /// <summary>The scopes asked for; null where they are malformed.</summary>
    public ScopeSet? Scopes { get; } = ScopeSet.Parse(Parameters[Names.Scope]);

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

    internal IReadOnlyList<string> Prompt { get; } = Parameters["prompt"]?.Split(' ') ?? [];

    /// <summary>The response mode; the default where none, or an unknown one, was asked for.</summary>
    internal string ResponseMode => Parameters["response_mode"] is { } mode && ResponseModes.All.Contains(mode) ? mode : ResponseModes.Query;

    /// <summary>Seconds since the sign-in that the client accepts; null where it does not care or the value is malformed.</summary>
    internal TimeSpan? MaxAge => int.TryParse(Parameters["max_age"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    internal bool Has(string prompt) => Prompt.Contains(prompt);
}
