using System.Globalization;
using System.Text;
using AuthServer.Audit;
using AuthServer.Data;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Admin.Auditing;

/// <summary>The audit as a CSV file, newest first, written while it is read.</summary>
internal sealed class AuditFile(IDbContextFactory<AccountsDbContext> contexts, AuditFilter filter) : IResult
{
    private const int Batch = 1000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await response.WriteAsync(CsvLine.Of("id", "at", "event", "outcome", "actor", "subject", "client_id", "session_id", "ip", "user_agent", "detail"), cancel);
        // Batch by batch: a reader that takes long keeps no transaction open.
        for (AuditEntry? last = null; ;)
        {
            var rows = await ReadAsync(last, cancel);
            var lines = new StringBuilder();
            foreach (var row in rows) lines.Append(LineOf(AuditRow.Of(row)));
            await response.WriteAsync(lines.ToString(), cancel);
            if (rows.Count < Batch) return;
            last = rows[^1];
        }
    }

    private async Task<List<AuditEntry>> ReadAsync(AuditEntry? last, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await AuditOrder.After(filter.Of(db.Audit.AsNoTracking()), last?.At, last?.Id).Take(Batch).ToListAsync(cancel);
    }

    private static string LineOf(AuditRow row) => CsvLine.Of(
        row.Id.ToString(), row.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), row.Event, row.Outcome, row.Actor, row.Subject, row.ClientId, row.SessionId, row.Ip, row.UserAgent, row.Detail);
}
