using System.Text.Json.Nodes;
using AuthServer.Data;
using AuthServer.Protocol.Subjects;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>The platform's users, as the engine asks for them.</summary>
public sealed class Subjects(IDbContextFactory<AccountsDbContext> contexts, SubjectReader reader) : ISubjects
{
    /// <inheritdoc/>
    public ValueTask<Subject?> FindAsync(string subject, CancellationToken cancel) =>
        ValueTask.FromResult(SubjectReader.TryParse(subject, out var id) ? reader.Find(id) : null);

    /// <inheritdoc/>
    public async ValueTask<JsonObject?> ClaimsAsync(string subject, IReadOnlySet<string> claims, CancellationToken cancel)
    {
        if (!SubjectReader.TryParse(subject, out var id)) return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id && !u.Disabled, cancel) is not { } user) return null;
        var roles = claims.Contains("roles") && reader.Find(id) is { } known ? known.Roles : [];
        return UserClaims.Of(user, roles, claims);
    }
}
