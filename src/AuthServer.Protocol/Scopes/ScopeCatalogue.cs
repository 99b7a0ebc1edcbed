using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Storage;

namespace AuthServer.Protocol.Scopes;

/// <summary>The scopes and resources of the server, in memory.</summary>
public sealed class ScopeCatalogue(SqliteReaders readers)
{
    private ResourceIndex _index = ResourceIndex.Empty;

    /// <summary>Another object after every change.</summary>
    internal object Snapshot => _index;

    /// <summary>The name of every scope, sorted.</summary>
    internal IEnumerable<string> Names => _index.Scopes.Keys.Order(StringComparer.Ordinal);

    /// <summary>A scope, or null where there is none of that name.</summary>
    public Scope? Find(string name) => _index.Scopes.GetValueOrDefault(name);

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

    /// <summary>The algorithm of an access token for these audiences: theirs where they agree on one, else ES256, which every resource server has to know.</summary>
    internal string AlgorithmOf(IReadOnlyList<string> audiences)
    {
        var index = _index;
        var first = audiences.Count == 0 ? SigningAlgorithms.ES256 : index.AlgorithmOf(audiences[0]);
        for (var i = 1; i < audiences.Count; i++) if (index.AlgorithmOf(audiences[i]) != first) return SigningAlgorithms.ES256;
        return first;
    }

    /// <summary>RFC 8707 §2: refuses a resource that a token with these scopes is not for, or that the client may not reach; ignoring it would give more than was asked.</summary>
    /// <param name="identifiers">Names or URIs of resources.</param>
    /// <param name="scopes">The scopes.</param>
    /// <param name="client">Who asks.</param>
    internal OAuthError? Refuse(IReadOnlyList<string> identifiers, ScopeSet scopes, Client client)
    {
        if (identifiers.Count == 0) return null;
        var reachable = AudiencesOf(Narrow(scopes, [], client));
        return identifiers.All(i => _index.NameOf(i) is { } name && reachable.Contains(name)) ? null : OAuthError.InvalidTarget();
    }

    /// <summary>RFC 8707 §2.2: of these scopes, those of the resources named and those of none; where no resource is named, those of all that the client may reach.</summary>
    internal ScopeSet Narrow(ScopeSet scopes, IReadOnlyList<string> identifiers, Client client)
    {
        if (identifiers.Count == 0 && client.Resources.Count == 0) return scopes;
        var index = _index;
        var named = identifiers.Count == 0 ? client.Resources : [.. identifiers.Select(index.NameOf).OfType<string>()];
        return ScopeSet.Of(scopes.Where(s => Find(s)?.ResourceName is not { } resource || (named.Contains(resource) && (client.Resources.Count == 0 || client.Resources.Contains(resource)))));
    }

    /// <summary>Reads the catalogue; run at the start and after every change.</summary>
    public void Refresh() => _index = readers.Read(s => new ResourceIndex(s.Scopes(), s.Resources()));
}
