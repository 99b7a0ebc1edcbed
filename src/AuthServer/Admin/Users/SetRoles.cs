using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Events;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Users;

/// <summary><c>PUT /api/v1/admin/users/{id}/roles/</c>: roles, type, authorization version, audit and notice in one transaction.</summary>
internal sealed class SetRoles(Statements statements, AuditLog audit, Notices notices, TimeProvider time)
{
    private const int LongestReason = 200;

    public async Task<IResult> HandleAsync(string id, JsonBody<RolesBody> json, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        if (Faults(json.Value) is { Any: true } errors) return Problem.Invalid(errors);
        if (!SubjectReader.TryParse(id, out var user)) return NoUser.Problem;
        var result = await statements.WriteAsync(write => ChangeAsync(write, user, json.Value, isExpected, AdminCaller.Of(http)), http.RequestAborted);
        if (result.Value is { } state) http.Response.Headers.ETag = EntityTag.Of(state.Version);
        return result.Value is { } changed ? Envelope.Ok(changed) : result.Refusal!;
    }

    private static FieldErrors Faults(RolesBody body)
    {
        var errors = new FieldErrors();
        var known = Roles.All.Select(role => role.Name!).ToList();
        errors.Require(body.Roles.Count > 0 && body.Roles.Distinct().Count() == body.Roles.Count && body.Roles.All(known.Contains), "roles", $"Must be some of {string.Join(", ", known)}, each once.");
        errors.Require(body.Reason is not { Length: > LongestReason }, "reason", $"Must be at most {LongestReason} characters.");
        return errors;
    }

    private async Task<(UserState? Value, Problem? Refusal)> ChangeAsync(Write write, Guid id, RolesBody body, Func<long, bool> isExpected, AdminCaller admin)
    {
        if (await UserStates.FindAsync(write.Db, id, CancellationToken.None) is not { } before) return (null, NoUser.Problem);
        if (!isExpected(before.Version)) return (null, Problem.PreconditionFailed());
        if (before.UserType == body.Roles[0] && before.Roles.Order().SequenceEqual(body.Roles.Order())) return (before, null);
        if (await RefuseAsync(write, before, body, admin) is { } refusal) return (null, refusal);
        var user = await write.Db.Users.AsNoTracking().SingleAsync(u => u.Id == id);
        await WriteAsync(write, id, body.Roles);
        await audit.AddActAsync(write, AuditEvents.RolesChanged, id, admin, $"{string.Join(' ', before.Roles)} > {string.Join(' ', body.Roles)} {body.Reason}".TrimEnd());
        await notices.AddAsync(write, user, MessageTemplate.UserTypeChanged, ("role", body.Roles[0]));
        return (await UserStates.FindAsync(write.Db, id, CancellationToken.None), null);
    }

    private static async Task<Problem?> RefuseAsync(Write write, UserState before, RolesBody body, AdminCaller admin)
    {
        if (admin.User == before.Id) return Problem.Forbidden("own_roles", "Nobody changes their own roles.");
        var (was, becomes) = (before.Roles.Contains(Roles.Admin), body.Roles.Contains(Roles.Admin));
        if (was == becomes) return null;
        if (admin.User is null) return UserGuard.NeedsAdministrator;
        return was && await UserGuard.IsLastAsync(write, before) ? UserGuard.Last : null;
    }

    private async Task WriteAsync(Write write, Guid id, IReadOnlyList<string> roles)
    {
        var now = time.GetUtcNow();
        await write.Db.UserRoles.Where(held => held.UserId == id).ExecuteDeleteAsync();
        write.Db.UserRoles.AddRange(roles.Select(role => new IdentityUserRole<Guid> { UserId = id, RoleId = Roles.IdOf(role) }));
        await write.Db.SaveChangesAsync();
        await write.Db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.UserType, roles[0]).SetProperty(u => u.AuthorizationVersion, u => u.AuthorizationVersion + 1).SetProperty(u => u.UpdatedAt, now));
    }
}
