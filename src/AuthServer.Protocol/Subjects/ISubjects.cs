using System.Text.Json.Nodes;

namespace AuthServer.Protocol.Subjects;

/// <summary>The host's users, as far as the engine has to know them.</summary>
public interface ISubjects
{
    /// <summary>The user, or null where they do not exist or may not sign in. Asked before every token.</summary>
    ValueTask<Subject?> FindAsync(string subject, CancellationToken cancel);

    /// <summary>The values of the named claims (OIDC Core §5.1) with their JSON types; a claim without a value is left out. Null as in <see cref="FindAsync"/>.</summary>
    ValueTask<JsonObject?> ClaimsAsync(string subject, IReadOnlySet<string> claims, CancellationToken cancel);
}
