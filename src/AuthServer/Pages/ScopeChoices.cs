using AuthServer.Protocol.Scopes;

namespace AuthServer.Pages;

/// <summary>The scopes of a request on a page that asks for consent, and what the user made of them.</summary>
public sealed class ScopeChoices(ScopeCatalogue catalogue)
{
    /// <summary>The scopes, in words.</summary>
    /// <param name="asked">What the client asks for.</param>
    /// <param name="earlier">What the user allowed it before; empty where that is nothing.</param>
    public IReadOnlyList<ScopeChoice> Of(ScopeSet asked, ScopeSet earlier) => [.. asked.Select(scope => Choice(scope, earlier))];

    /// <summary>What the user allows: of what the form holds, only what was asked for counts; what is required is never left out.</summary>
    public ScopeSet Granted(ScopeSet asked, string[]? ticked) => asked.Intersect(ScopeSet.Of([.. asked.Where(IsRequired), .. ticked ?? []]));

    private bool IsRequired(string scope) => catalogue.Find(scope) is { Required: true };

    private ScopeChoice Choice(string name, ScopeSet earlier)
    {
        var (scope, required) = (catalogue.Find(name), IsRequired(name));
        var note = required ? "needed to sign you in" : earlier.Count == 0 ? null : earlier.Contains(name) ? "you have allowed this before" : "new";
        return new ScopeChoice(name, scope?.Description ?? name, required, scope?.ResourceName is null ? "About you, it would" : "In your name, it would be able to", note);
    }
}
