namespace AuthServer.Protocol.Scopes;

/// <summary>The claims that were asked for one by one, for one place.</summary>
/// <param name="Names">Of <see cref="StandardClaims"/>, each once.</param>
/// <param name="Verified">What of <c>verified_claims</c>; null for the whole of it.</param>
internal sealed record ClaimNames(IReadOnlyList<string> Names, VerifiedClaimNames? Verified)
{
    /// <summary>None.</summary>
    public static ClaimNames Nothing { get; } = new([], null);

    /// <summary>The scopes that cover them.</summary>
    public IEnumerable<string> Scopes => Names.Select(name => StandardClaims.ScopeOf(name)!);

    /// <summary>Those that these scopes cover.</summary>
    public ClaimNames Within(ScopeSet scopes) => this with { Names = [.. Names.Where(name => scopes.Contains(StandardClaims.ScopeOf(name)!))] };
}
