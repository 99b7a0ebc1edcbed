using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary>Writes users: the row, what depends on it and the audit in one transaction, if it is the version that the caller knows.</summary>
internal sealed class UserWrites(Statements statements, AuditLog audit)
{
    /// <summary>Changes a user.</summary>
    /// <param name="id">The <c>sub</c>.</param>
    /// <param name="http">The request.</param>
    /// <param name="change">Changes the row, which is tracked, and what depends on it; decides before it writes.</param>
    /// <returns>The user as they are now, or null in the envelope where they are gone.</returns>
    public async Task<IResult> ChangeAsync(string id, HttpContext http, Func<Write, Target, Task<Act>> change)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        if (!SubjectReader.TryParse(id, out var key)) return NoUser.Problem;
        try
        {
            var (now, refusal) = await statements.WriteAsync(write => ChangeAsync(write, key, isExpected, AdminCaller.Of(http), change), http.RequestAborted);
            if (refusal is not null) return refusal;
            if (now is null) return Envelope.Ok("Deleted");
            http.Response.Headers.ETag = EntityTag.Of(now.Version);
            return Envelope.Ok(now);
        }
        catch (DbUpdateException e) when (Conflict.ColumnOf(e) is { } column)
        {
            return TakenOf(column);
        }
    }

    /// <summary>The answer to a name, address or number that another account has.</summary>
    public static Problem TakenOf(string column) => column switch
    {
        "phone_number" => Taken.Phone,
        "normalized_email" => Taken.Email,
        _ => Taken.Username,
    };

    private async Task<(UserDetails? Now, Problem? Refusal)> ChangeAsync(Write write, Guid id, Func<long, bool> isExpected, AdminCaller admin, Func<Write, Target, Task<Act>> change)
    {
        if (await UserDetails.FindAsync(write.Db, id, CancellationToken.None) is not { } before) return (null, NoUser.Problem);
        if (!isExpected(before.Version)) return (null, Problem.PreconditionFailed());
        var user = await write.Db.Users.SingleAsync(u => u.Id == id);
        var act = await change(write, new Target(user, before, admin));
        if (act.Refusal is not null) return (null, act.Refusal);
        await write.Db.SaveChangesAsync();
        if (act.Name.Length > 0) await audit.AddActAsync(write, act.Name, id, admin, act.Detail);
        if (act.Name.Length > 0) await RaiseAsync(write, id, before.Version);
        return (await UserDetails.FindAsync(write.Db, id, CancellationToken.None), null);
    }

    // The database counts the changes that APIs hear of; the others count too for who edits.
    private static Task<int> RaiseAsync(Write write, Guid id, long version) =>
        write.Db.Users.Where(u => u.Id == id && u.Version == version).ExecuteUpdateAsync(set => set.SetProperty(u => u.Version, version + 1));

    /// <summary>The user whom a change is about.</summary>
    /// <param name="User">The row, tracked.</param>
    /// <param name="Before">The user as they were.</param>
    /// <param name="Admin">Who changes them.</param>
    public sealed record Target(User User, UserDetails Before, AdminCaller Admin);
}
