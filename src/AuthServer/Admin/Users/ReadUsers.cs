using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Events;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary>The routes that read users.</summary>
internal sealed class ReadUsers(UserStates users, IDbContextFactory<AccountsDbContext> contexts)
{
    private const int Usual = 20;
    private const int Most = 100;
    private const int LongestQuery = 256;

    /// <summary><c>GET /api/v1/admin/users/</c>. The cursor is the last id of the page before.</summary>
    public async Task<IResult> ListAsync(string? query, string? cursor, int? limit, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(limit is null or (>= 1 and <= Most), "limit", $"Must be between 1 and {Most}.");
        errors.Require(query is not { Length: > LongestQuery }, "query", $"Must be at most {LongestQuery} characters.");
        if (errors.Any) return Problem.Invalid(errors);
        Guid? after = null;
        if (cursor is not null)
        {
            if (!SubjectReader.TryParse(cursor, out var last)) return Problem.BadRequest("invalid_cursor", "Use the next_cursor of the page before.");
            after = last;
        }
        var size = limit ?? Usual;
        var page = await users.PageAsync(after, string.IsNullOrWhiteSpace(query) ? null : query.Trim(), size + 1, cancel);
        var items = page.Take(size).ToList();
        return Envelope.Ok(new UserPage(items, page.Count > size ? items[^1].Id : null, page.Count > size));
    }

    /// <summary><c>GET /api/v1/admin/users/{id}/</c>.</summary>
    public async Task<IResult> FindAsync(string id, HttpContext http)
    {
        if (!SubjectReader.TryParse(id, out var key)) return NoUser.Problem;
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (await UserDetails.FindAsync(db, key, http.RequestAborted) is not { } user) return NoUser.Problem;
        http.Response.Headers.ETag = EntityTag.Of(user.Version);
        return Envelope.Ok(user);
    }
}
