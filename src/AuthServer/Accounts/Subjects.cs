using System.Text.Json.Nodes;
using AuthServer.Data;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Accounts;

/// <summary>The platform's users, as the engine asks for them.</summary>
public sealed class Subjects(UserRows users, SubjectReader reader) : ISubjects
{
    /// <inheritdoc/>
    public ValueTask<Subject?> FindAsync(string subject, CancellationToken cancel) =>
        ValueTask.FromResult(SubjectReader.TryParse(subject, out var id) ? reader.Find(id) : null);

    /// <inheritdoc/>
    public ValueTask<JsonObject?> ClaimsAsync(string subject, IReadOnlySet<string> claims, CancellationToken cancel)
    {
        if (!SubjectReader.TryParse(subject, out var id) || users.Find(id) is not { Disabled: false } user) return ValueTask.FromResult<JsonObject?>(null);
        var roles = claims.Contains("roles") && reader.Find(id) is { } known ? known.Roles : [];
        return ValueTask.FromResult<JsonObject?>(UserClaims.Of(user, roles, claims));
    }
}
