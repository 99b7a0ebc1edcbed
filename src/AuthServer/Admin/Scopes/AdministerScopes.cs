using AuthServer.Accounts;
using AuthServer.Admin.Paging;
using AuthServer.Data.Seeds;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Scopes;

/// <summary>The routes over scopes.</summary>
internal sealed class AdministerScopes(IDbContextFactory<ProtocolDbContext> contexts, CatalogueWrites writes, PageReader pages)
{
    private const int LongestName = 100;
    private const int LongestText = 200;

    /// <summary><c>GET /api/v1/admin/scopes/</c>.</summary>
    public async Task<IResult> ListAsync(string? cursor, int? limit, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var scopes = db.Scopes.AsNoTracking();
        return await pages.AnswerAsync("scopes", cursor, limit,
            (after, most) => (after is null ? scopes : scopes.Where(s => s.Name.CompareTo(after) > 0)).OrderBy(s => s.Name).Take(most).ToListAsync(cancel), scope => scope.Name, ScopeAnswer.Of);
    }

    /// <summary><c>GET /api/v1/admin/scopes/{name}/</c>.</summary>
    public async Task<IResult> FindAsync(string name, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return await db.Scopes.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, http.RequestAborted) is { } scope ? Answer(scope, http) : NotFound();
    }

    /// <summary><c>POST /api/v1/admin/scopes/</c>.</summary>
    public async Task<IResult> CreateAsync(JsonBody<ScopeBody> json, HttpContext http)
    {
        var (body, name) = (json.Value, json.Value.Name ?? "");
        var errors = Faults(body);
        errors.Require(name.Length is >= 1 and <= LongestName && ScopeSet.Parse(name)?.Count == 1, "name", $"Must be a scope token of 1 to {LongestName} characters: no spaces, quotes or backslashes.");
        if (errors.Any) return Problem.Invalid(errors);
        var scope = new Scope { Name = name, Description = Text.Clean(body.Description, LongestText)!, Required = body.Required, ResourceName = body.Resource };
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await engine.Scopes.AnyAsync(s => s.Name == name)) return Problem.Conflict("name_taken", "There is a scope of that name already.");
            errors.Require(body.Resource is null || await engine.Resources.AnyAsync(r => r.Name == body.Resource), "resource", "Must be the name of a resource.");
            if (errors.Any) return Problem.Invalid(errors);
            engine.Scopes.Add(scope);
            return new Act(AdminActs.ScopeCreated, name);
        }, _ => Task.FromResult<IResult>(Envelope.Created(ScopeAnswer.Of(scope), location: $"/api/v1/admin/scopes/{Uri.EscapeDataString(name)}/")));
    }

    /// <summary><c>PUT /api/v1/admin/scopes/{name}/</c>.</summary>
    public async Task<IResult> ReplaceAsync(string name, JsonBody<ScopeBody> json, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var (body, errors) = (json.Value, Faults(json.Value));
        errors.Require(body.Name is null || body.Name == name, "name", "Never changes: leave it out.");
        if (errors.Any) return Problem.Invalid(errors);
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await engine.Scopes.SingleOrDefaultAsync(s => s.Name == name) is not { } scope) return NotFound();
            if (!isExpected(scope.Version)) return Problem.PreconditionFailed();
            errors.Require(body.Resource is null || body.Resource == scope.ResourceName, "resource", "Never changes: tokens that are out would mean something else.");
            if (errors.Any) return Problem.Invalid(errors);
            (scope.Description, scope.Required, scope.Version) = (Text.Clean(body.Description, LongestText)!, body.Required, scope.Version + 1);
            return new Act(AdminActs.ScopeChanged, name);
        }, async engine => Answer(await engine.Scopes.SingleAsync(s => s.Name == name), http));
    }

    /// <summary><c>DELETE /api/v1/admin/scopes/{name}/</c>: one that no client has.</summary>
    public async Task<IResult> DeleteAsync(string name, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await engine.Scopes.SingleOrDefaultAsync(s => s.Name == name) is not { } scope) return NotFound();
            if (!isExpected(scope.Version)) return Problem.PreconditionFailed();
            if (Catalogue.HasScope(name)) return Problem.Conflict("standard_scope", "The platform itself needs this scope.");
            if (CatalogueWrites.Used(await UsersAsync(engine, name)) is { } used) return used;
            engine.Scopes.Remove(scope);
            return new Act(AdminActs.ScopeDeleted, name);
        }, _ => Task.FromResult<IResult>(Envelope.Ok("Deleted")));
    }

    private static FieldErrors Faults(ScopeBody body)
    {
        var errors = new FieldErrors();
        errors.Require(body.Description.Length <= LongestText && Text.Clean(body.Description, LongestText) is not null, "description", $"Must have 1 to {LongestText} visible characters.");
        return errors;
    }

    // The column is a text of names; its LIKE takes capitals for small letters.
    private static async Task<IEnumerable<string>> UsersAsync(ProtocolDbContext engine, string name)
    {
        var pattern = "% " + name.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + " %";
        var found = await engine.Clients.FromSql($"SELECT * FROM clients WHERE ' ' || scopes || ' ' LIKE {pattern} ESCAPE '!'").AsNoTracking().OrderBy(c => c.ClientId).ToListAsync();
        return found.Where(client => client.Scopes.Contains(name)).Select(client => client.ClientId);
    }

    private static OkEnvelope<ScopeAnswer> Answer(Scope scope, HttpContext http)
    {
        http.Response.Headers.ETag = EntityTag.Of(scope.Version);
        return Envelope.Ok(ScopeAnswer.Of(scope));
    }

    private static Problem NotFound() => Problem.NotFound("There is no such scope.");
}
