using AuthServer.Audit;

namespace AuthServer.Admin.Auditing;

/// <summary>A row of the audit.</summary>
/// <param name="Id">Its key.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Event">What happened.</param>
/// <param name="Outcome"><c>success</c>, or the stable word for why not.</param>
/// <param name="Actor">Who did it: a user, or the client that acted for itself.</param>
/// <param name="Subject">The user it was done to.</param>
/// <param name="ClientId">The client it came through.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Ip">The network address.</param>
/// <param name="UserAgent">The User-Agent.</param>
/// <param name="Detail">What else is worth knowing.</param>
internal sealed record AuditRow(Guid Id, DateTime At, string Event, string Outcome, string? Actor, string? Subject, string? ClientId, string? SessionId, string? Ip, string? UserAgent, string? Detail)
{
    public static AuditRow Of(AuditEntry entry) =>
        new(entry.Id, entry.At.UtcDateTime, entry.Event, entry.Outcome, entry.Actor, entry.Subject, entry.ClientId, entry.SessionId, entry.Address, entry.UserAgent, entry.Detail);
}
