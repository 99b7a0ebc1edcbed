using AuthServer.Admin.Paging;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary>The routes that read clients.</summary>
internal sealed class ReadClients(IDbContextFactory<ProtocolDbContext> contexts, PageReader pages)
{
    private const int LongestQuery = 256;

    /// <summary><c>GET /api/v1/admin/clients/</c>, in the order of their ids.</summary>
    public async Task<IResult> ListAsync(string? query, string? cursor, int? limit, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(query is not { Length: > LongestQuery }, "query", $"Must be at most {LongestQuery} characters.");
        if (errors.Any) return Problem.Invalid(errors);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var clients = db.Clients.AsNoTracking().Include(c => c.Secrets).AsQueryable();
        if (Pattern(query) is { } pattern) clients = clients.Where(c => EF.Functions.Like(c.ClientId, pattern, "\\") || EF.Functions.Like(c.Name, pattern, "\\"));
        return await pages.AnswerAsync("clients " + query, cursor, limit,
            (after, most) => (after is null ? clients : clients.Where(c => c.ClientId.CompareTo(after) > 0)).OrderBy(c => c.ClientId).Take(most).ToListAsync(cancel),
            client => client.ClientId, client => SettingsMapping.Of(client));
    }

    /// <summary><c>GET /api/v1/admin/clients/{client_id}/</c>.</summary>
    public async Task<IResult> FindAsync(string clientId, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (await db.Clients.AsNoTracking().Include(c => c.Secrets).SingleOrDefaultAsync(c => c.ClientId == clientId, http.RequestAborted) is not { } client) return ClientWrites.None;
        http.Response.Headers.ETag = EntityTag.Of(client.Version);
        return Envelope.Ok(SettingsMapping.Of(client));
    }

    private static string? Pattern(string? query) => string.IsNullOrWhiteSpace(query)
        ? null
        : "%" + query.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
