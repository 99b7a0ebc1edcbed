using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>All that an endpoint asks of its tokens, so that one challenge can name all of a kind.</summary>
internal sealed class NeededOfToken
{
    private readonly IReadOnlyList<ITokenRequirement> _requirements;

    private NeededOfToken(IReadOnlyList<ITokenRequirement> requirements) => _requirements = requirements;

    /// <summary>The scopes that are needed, separated by spaces; null where there are none.</summary>
    public string? Scope => Scopes.Any() ? string.Join(' ', Scopes) : null;

    /// <summary>The scopes that are needed, each once, in the order in which the route names them.</summary>
    public IEnumerable<string> Scopes => _requirements.Select(needed => needed.Refusal.Scope).OfType<string>().Distinct(StringComparer.Ordinal);

    public static NeededOfToken Of(Endpoint? endpoint) => new(endpoint?.Metadata.GetOrderedMetadata<ITokenRequirement>() ?? []);

    /// <summary>What is answered for the first requirement that does not hold.</summary>
    public TokenRefusal Refuse(ClaimsPrincipal user, DateTimeOffset now)
    {
        var refusal = _requirements.FirstOrDefault(needed => !needed.Holds(user, now))?.Refusal;
        return refusal switch
        {
            null => TokenRefusal.Forbidden,
            { Scope: not null } => TokenRefusal.InsufficientScope(Scope!),
            // Else the user would sign in for one of them, and then once more for the other.
            { MaxAge: not null } or { AcrValues: not null } => TokenRefusal.InsufficientUserAuthentication(MaxAge, AcrValues),
            _ => refusal,
        };
    }

    private TimeSpan? MaxAge => _requirements.Min(needed => needed.Refusal.MaxAge);

    // Where several lists have to be kept, what is in all of them.
    private string? AcrValues => _requirements.OfType<AcrRequirement>().Select(needed => needed.Values.AsEnumerable()).ToList() switch
    {
        [] => null,
        var lists => string.Join(' ', lists.Aggregate((first, second) => first.Intersect(second, StringComparer.Ordinal))),
    };
}
