using System.Globalization;
using AuthServer.Admin.Paging;
using AuthServer.Audit;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Auditing;

/// <summary><c>GET /api/v1/admin/audit/</c>: page by page, or as a file.</summary>
internal sealed class ReadAudit(IDbContextFactory<AccountsDbContext> contexts, PageReader pages, Statements statements, AuditLog audit)
{
    public async Task<IResult> HandleAsync(AuditFilter filter, string? format, string? cursor, int? limit, HttpContext http)
    {
        var errors = filter.Check();
        errors.Require(format is null or "json" or "csv", "format", "Must be json or csv.");
        if (errors.Any) return Problem.Invalid(errors);
        if (format == "csv") return await FileAsync(filter, http);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var rows = filter.Of(db.Audit.AsNoTracking());
        return await pages.AnswerAsync($"audit {filter}", cursor, limit, (after, most) => After(rows, after).Take(most).ToListAsync(http.RequestAborted), Position, AuditRow.Of);
    }

    // A copy of everything leaves a trace.
    private async Task<IResult> FileAsync(AuditFilter filter, HttpContext http)
    {
        await statements.ShareAsync(write => audit.AddActAsync(write, AdminActs.AuditExported, null, AdminCaller.Of(http), null), http.RequestAborted);
        return new AuditFile(contexts, filter);
    }

    private static string Position(AuditEntry row) => string.Create(CultureInfo.InvariantCulture, $"{row.At.ToUnixTimeMilliseconds()} {row.Id:D}");

    private static IQueryable<AuditEntry> After(IQueryable<AuditEntry> rows, string? position)
    {
        if (position?.Split(' ') is not [var at, var id]) return AuditOrder.After(rows, null, null);
        return AuditOrder.After(rows, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)), Guid.ParseExact(id, "D"));
    }
}
