using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.People;
using ServiceDefaults.Answers;

namespace ResourceApi.Roles;

/// <summary>GET what the caller is, and was.</summary>
internal static class ReadUserType
{
    public static async Task<OkEnvelope<UserTypeAnswer>> HandleAsync(ClaimsPrincipal user, ApiDbContext db, CancellationToken cancellationToken)
    {
        var subject = user.FindFirstValue("sub");
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == subject, cancellationToken);
        // Before the first news of a new user, their token tells.
        string[] roles = person is null ? [.. user.FindAll("roles").Select(role => role.Value)] : person.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var type = person?.UserType ?? roles.FirstOrDefault() ?? UserTypes.Customer;
        return Envelope.Ok(new UserTypeAnswer(type, roles, Transitions.Capabilities(type), Transitions.From(type), [.. user.FindAll("scope").Select(scope => scope.Value)]), "Your user type.");
    }

    public static async Task<OkEnvelope<Items<HistoryEntry>>> HistoryAsync(ClaimsPrincipal user, ApiDbContext db, CancellationToken cancellationToken)
    {
        var changes = await RoleChanges.OfAsync(db, user.FindFirstValue("sub")!, cancellationToken);
        return Envelope.Ok(new Items<HistoryEntry>([.. changes.Select(change => new HistoryEntry(change.From, change.To, change.Reason, change.DoneAt!.Value.UtcDateTime))]), "Your past user types.");
    }
}
