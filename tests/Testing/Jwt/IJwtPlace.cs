namespace Testing.Jwt;

/// <summary>A place that takes JWTs, as the table of attacks sees it. A new place is one class, and one line in a test.</summary>
public interface IJwtPlace
{
    /// <summary>Groups of <see cref="JwtAttacks"/> that are no attacks here, with the reason. Something of each must be accepted, so that no reason outlives its truth.</summary>
    IReadOnlyDictionary<string, string> NoAttacks { get; }

    /// <summary>A token that is good here, and was not sent before.</summary>
    Task<JwtDraft> DraftAsync();

    /// <summary>Sends a token.</summary>
    Task<JwtVerdict> SendAsync(string token);
}
