using System.Security.Claims;
using ResourceApi.Data;

namespace ResourceApi.Audit;

/// <summary>Adds to the audit, in the transaction of what it tells of.</summary>
internal sealed class AuditTrail(TimeProvider clock)
{
    /// <summary>What a caller of a route did.</summary>
    public void Add(ApiDbContext db, HttpContext caller, string name, string? subject = null, string? target = null, string? detail = null) =>
        Add(db, caller.User.FindFirstValue("sub") ?? "anonymous", name, subject, target, detail, caller.Connection.RemoteIpAddress?.ToString());

    /// <summary>What a job or a provider did.</summary>
    public void Add(ApiDbContext db, string actor, string name, string? subject = null, string? target = null, string? detail = null, string? address = null) => db.Audit.Add(new AuditRow
    {
        At = clock.GetUtcNow(),
        Event = name,
        Actor = actor,
        Subject = subject,
        Target = target,
        Detail = detail,
        Address = address,
    });
}
