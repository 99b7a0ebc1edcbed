using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Scopes;

/// <summary>The scopes and resources of the server, in memory.</summary>
public sealed class ScopeCatalogue(IDbContextFactory<ProtocolDbContext> db, IOptions<ProtocolOptions> options)
{
    private readonly Dictionary<string, string> _namesByUri = options.Value.ResourceUris.ToDictionary(r => ResourceUri.Canonical(r.Value)!, r => r.Key, StringComparer.Ordinal);
    private Dictionary<string, Scope> _scopes = [];

    /// <summary>Another object after every change.</summary>
    internal object Snapshot => _scopes;

    /// <summary>The name of every scope, sorted.</summary>
    internal IEnumerable<string> Names => _scopes.Keys.Order(StringComparer.Ordinal);

    /// <summary>A scope, or null where there is none of that name.</summary>
    public Scope? Find(string name) => _scopes.GetValueOrDefault(name);

    /// <summary>The audiences that scopes bring into an access token.</summary>
    internal IReadOnlyList<string> AudiencesOf(ScopeSet scopes)
    {
        List<string>? audiences = null;
        foreach (var scope in scopes)
        {
            if (Find(scope)?.ResourceName is { } resource && audiences?.Contains(resource) is not true) (audiences ??= []).Add(resource);
        }
        return audiences ?? (IReadOnlyList<string>)[];
    }

    /// <summary>RFC 8707 §2: refuses a resource that a token with these scopes is not for; ignoring it would give more than was asked.</summary>
    internal OAuthError? Refuse(IReadOnlyList<string> resources, ScopeSet scopes) =>
        resources.Count > 0 && NamesOf(resources).Except(AudiencesOf(scopes)).Any() ? OAuthError.InvalidTarget() : null;

    /// <summary>RFC 8707 §2.2: of these scopes, those of the resources named and those of none; all where no resource is named.</summary>
    internal ScopeSet Narrow(ScopeSet scopes, IReadOnlyList<string> resources) =>
        resources.Count == 0 ? scopes : ScopeSet.Of(scopes.Where(s => Find(s)?.ResourceName is not { } resource || NamesOf(resources).Contains(resource)));

    // RFC 8707 §2: the server may map the URI that a client names to an identifier of its own.
    private IEnumerable<string> NamesOf(IReadOnlyList<string> resources) =>
        resources.Select(r => ResourceUri.Canonical(r) is { } uri && _namesByUri.TryGetValue(uri, out var name) ? name : r);

    /// <summary>Reads the catalogue; run at the start and after every change.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        _scopes = await context.Scopes.AsNoTracking().ToDictionaryAsync(s => s.Name, cancel);
    }
}
