using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Authorize;

/// <summary>How surely the client wants to know the user (OIDC Core §3.1.2.1, §5.5.1.1).</summary>
/// <param name="Values">The values of <c>acr</c> that will do, best first, of those that the server knows; empty: any.</param>
/// <param name="Essential">Less than one of them is no answer.</param>
internal sealed record AcrRequest(IReadOnlyList<string> Values, bool Essential)
{
    /// <summary>What a request asks for: what is essential, else <c>acr_values</c>, else what <c>claims</c> asks for voluntarily, else the client's <c>default_acr_values</c>.</summary>
    public static AcrRequest Of(string? acrValues, AcrRequest? claim, IReadOnlyList<string> defaults)
    {
        if (claim is { Essential: true }) return claim;
        return acrValues is not null ? new(Known(acrValues.Split(' ')), false) : claim ?? new(Known(defaults), false);
    }

    /// <summary>What the member <c>acr</c> of <c>claims</c> asks for; it has values, all of them texts.</summary>
    public static AcrRequest Of(ClaimRequest acr) => new(Known(acr.Texts!), acr.Essential);

    /// <summary>Whatever the user does, the server never says one of the values.</summary>
    public bool CannotBeMet => Essential && Values.Count == 0;

    /// <summary>Whether the sign-in begins with two factors.</summary>
    public bool AsksSecondFactor => Values is [AcrValues.MultiFactor, ..];

    /// <summary>Whether a sign-in that reached this value will do.</summary>
    public bool IsMetBy(string acr) => Values.Count == 0 || Values.Any(value => AcrValues.Reaches(acr, value));

    /// <summary>What tokens say after a sign-in that reached this value: the first one asked for that it includes (§5.5.1.1), else the value itself.</summary>
    public string Told(string acr) => Values.FirstOrDefault(value => AcrValues.Reaches(acr, value)) ?? acr;

    private static string[] Known(IEnumerable<string> values) => [.. values.Where(AcrValues.All.Contains)];
}
