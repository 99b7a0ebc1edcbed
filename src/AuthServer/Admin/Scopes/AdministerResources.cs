using AuthServer.Accounts;
using AuthServer.Admin.Paging;
using AuthServer.Data.Seeds;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Scopes;

/// <summary>The routes over resources.</summary>
internal sealed class AdministerResources(IDbContextFactory<ProtocolDbContext> contexts, CatalogueWrites writes, PageReader pages)
{
    /// <summary><c>GET /api/v1/admin/resources/</c>.</summary>
    public async Task<IResult> ListAsync(string? cursor, int? limit, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var resources = db.Resources.AsNoTracking().Include(r => r.Scopes).AsQueryable();
        return await pages.AnswerAsync("resources", cursor, limit,
            (after, most) => (after is null ? resources : resources.Where(r => r.Name.CompareTo(after) > 0)).OrderBy(r => r.Name).Take(most).ToListAsync(cancel), resource => resource.Name, ResourceAnswer.Of);
    }

    /// <summary><c>GET /api/v1/admin/resources/{name}/</c>.</summary>
    public async Task<IResult> FindAsync(string name, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return await FindAsync(db, name) is { } resource ? Answer(resource, http) : NotFound();
    }

    /// <summary><c>POST /api/v1/admin/resources/</c>.</summary>
    public async Task<IResult> CreateAsync(JsonBody<ResourceBody> json, HttpContext http)
    {
        var (body, name, errors) = (json.Value, json.Value.Name ?? "", ResourceRules.Check(json.Value));
        errors.Require(ResourceRules.IsName(name), "name", "Must be 1 to 100 ASCII letters, digits, dots, hyphens or underscores.");
        if (errors.Any) return Problem.Invalid(errors);
        var resource = new Resource { Name = name, DisplayName = "" };
        Apply(body, resource);
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await engine.Resources.AnyAsync(r => r.Name == name)) return Problem.Conflict("name_taken", "There is a resource of that name already.");
            if (await RefuseAsync(engine, resource) is { } refusal) return refusal;
            engine.Resources.Add(resource);
            return new Act(AdminActs.ResourceCreated, name);
        }, _ => Task.FromResult<IResult>(Envelope.Created(ResourceAnswer.Of(resource), location: $"/api/v1/admin/resources/{name}/")));
    }

    /// <summary><c>PUT /api/v1/admin/resources/{name}/</c>.</summary>
    public async Task<IResult> ReplaceAsync(string name, JsonBody<ResourceBody> json, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var (body, errors) = (json.Value, ResourceRules.Check(json.Value));
        errors.Require(body.Name is null || body.Name == name, "name", "Never changes: leave it out.");
        if (errors.Any) return Problem.Invalid(errors);
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await FindAsync(engine, name) is not { } resource) return NotFound();
            if (!isExpected(resource.Version)) return Problem.PreconditionFailed();
            Apply(body, resource);
            if (await RefuseAsync(engine, resource) is { } refusal) return refusal;
            resource.Version++;
            return new Act(AdminActs.ResourceChanged, name);
        }, async engine => Answer((await FindAsync(engine, name))!, http));
    }

    /// <summary><c>DELETE /api/v1/admin/resources/{name}/</c>: one that has no scopes and no client.</summary>
    public async Task<IResult> DeleteAsync(string name, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        return await writes.ChangeAsync(http, async engine =>
        {
            if (await FindAsync(engine, name) is not { } resource) return NotFound();
            if (!isExpected(resource.Version)) return Problem.PreconditionFailed();
            if (Catalogue.HasResource(name)) return Problem.Conflict("standard_resource", "The platform itself needs this resource.");
            if (resource.Scopes.Count > 0) return Problem.Conflict("in_use", "It has scopes: delete them first.", new Dictionary<string, string[]> { ["scopes"] = [.. resource.Scopes.Select(s => s.Name).Order(StringComparer.Ordinal)] });
            if (CatalogueWrites.Used(await engine.Clients.Where(c => c.Resources.Contains(name)).OrderBy(c => c.ClientId).Select(c => c.ClientId).Take(20).ToListAsync()) is { } used) return used;
            engine.Resources.Remove(resource);
            return new Act(AdminActs.ResourceDeleted, name);
        }, _ => Task.FromResult<IResult>(Envelope.Ok("Deleted")));
    }

    private static void Apply(ResourceBody body, Resource resource)
    {
        resource.DisplayName = Text.Clean(body.DisplayName, ResourceRules.LongestName)!;
        resource.Uris = [.. body.Uris ?? []];
        resource.AccessTokenAlgorithm = body.AccessTokenSigningAlg ?? Protocol.Keys.SigningAlgorithms.ES256;
    }

    // A token is for one of them: no two answer to the same name. There are few.
    private static async Task<Problem?> RefuseAsync(ProtocolDbContext engine, Resource resource)
    {
        var others = await engine.Resources.AsNoTracking().Where(r => r.Name != resource.Name).ToListAsync();
        return others.Exists(other => other.Uris.Intersect(resource.Uris).Any()) ? Problem.Conflict("uri_taken", "Another resource has one of these URIs.") : null;
    }

    private static Task<Resource?> FindAsync(ProtocolDbContext engine, string name) => engine.Resources.Include(r => r.Scopes).SingleOrDefaultAsync(r => r.Name == name);

    private static OkEnvelope<ResourceAnswer> Answer(Resource resource, HttpContext http)
    {
        http.Response.Headers.ETag = EntityTag.Of(resource.Version);
        return Envelope.Ok(ResourceAnswer.Of(resource));
    }

    private static Problem NotFound() => Problem.NotFound("There is no such resource.");
}
