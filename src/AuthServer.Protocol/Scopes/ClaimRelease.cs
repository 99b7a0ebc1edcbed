using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Protocol.Scopes;

/// <summary>Reads what a client is given about a user: the claims of scopes, and those that were asked for one by one.</summary>
public sealed class ClaimRelease(ISubjects subjects)
{
    /// <summary>The claims with their JSON types; what has no value is left out.</summary>
    /// <param name="subject">The user.</param>
    /// <param name="client">Who is told. What was withdrawn from it since it asked is left out.</param>
    /// <param name="scopes">Scopes whose claims are given.</param>
    /// <param name="asked">Claims that are given besides.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Null where the user may not sign in.</returns>
    internal async ValueTask<JsonObject?> ReadAsync(string subject, Client client, ScopeSet scopes, ClaimNames? asked, CancellationToken cancel)
    {
        var names = StandardClaims.Of(scopes);
        if (asked is not null) names.UnionWith(asked.Within(client.Scopes).Names);
        if (await subjects.ClaimsAsync(subject, names, cancel) is not { } claims) return null;
        if (asked?.Verified is { } verified && claims[StandardClaims.Verified] is JsonObject all)
        {
            claims.Remove(StandardClaims.Verified);
            if (verified.Of(all) is { } chosen) claims.Add(StandardClaims.Verified, chosen);
        }
        return claims;
    }
}
