using AuthServer.Admin;
using AuthServer.Data;

namespace AuthServer.Audit;

/// <summary>Appends to the audit: in the transaction of what it tells, or by itself where nothing else is written.</summary>
public sealed class AuditLog(Statements statements, TimeProvider time)
{
    /// <summary>The outcome of what went well.</summary>
    public const string Success = "success";

    private const string Insert = """
        INSERT INTO audit (id, at, event, outcome, actor, subject, client_id, session_id, address, user_agent, detail)
        VALUES (@id, @at, @event, @outcome, @actor, @subject, @client, @session, @address, @agent, @detail)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string Prune = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < @before ORDER BY at LIMIT @batch)";

    /// <summary>Appends what went well, within a transaction.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="name">One of <see cref="AuditEvents"/>.</param>
    /// <param name="subject">The user it happened to.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="detail">What else is worth knowing; no secrets.</param>
    public Task AddAsync(PlainWrite write, string name, Guid subject, Origin origin, string? detail = null) =>
        AddAsync(write, Entry(name, Success, subject, origin, detail));

    /// <summary>Appends what an administrator, or a program, did, within a transaction.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="name">One of <see cref="AuditEvents"/>.</param>
    /// <param name="subject">The user it was done to; null where it was done to none.</param>
    /// <param name="admin">Who did it.</param>
    /// <param name="detail">What else is worth knowing; no secrets.</param>
    /// <param name="id">The row's key, where the same act may be told twice.</param>
    /// <returns>False where the row is there already.</returns>
    public Task<bool> AddActAsync(PlainWrite write, string name, Guid? subject, AdminCaller admin, string? detail, Guid? id = null) =>
        AddAsync(write, Entry(name, Success, subject, admin.Origin, detail) with { Id = id ?? Guid.CreateVersion7(), Actor = admin.Actor });

    /// <summary>Appends a row, within a transaction.</summary>
    /// <returns>False where the row is there already.</returns>
    public async Task<bool> AddAsync(PlainWrite write, AuditEntry entry) =>
        await write.ExecuteAsync(Insert, CancellationToken.None, Parameters(entry)) == 1;

    /// <summary>Appends what failed, within a transaction.</summary>
    public Task AddFailureAsync(PlainWrite write, string name, string reason, Guid? subject, Origin origin, string? detail = null) =>
        AddAsync(write, Entry(name, reason, subject, origin, detail));

    /// <summary>Appends what failed. The caller hears of it only when it is on disk.</summary>
    /// <param name="name">One of <see cref="AuditEvents"/>.</param>
    /// <param name="reason">The stable word for why.</param>
    /// <param name="subject">The user it was tried on; null where the name belongs to nobody.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="detail">What else is worth knowing; no secrets, and nothing of what was typed.</param>
    public Task FailedAsync(string name, string reason, Guid? subject, Origin origin, string? detail = null) =>
        statements.ExecuteAsync(Insert, CancellationToken.None, Parameters(Entry(name, reason, subject, origin, detail)));

    /// <summary>Deletes rows older than a time.</summary>
    /// <returns>How many; fewer than <paramref name="batch"/> when it is through.</returns>
    public Task<int> PruneAsync(DateTimeOffset before, int batch, CancellationToken cancel) => statements.ExecuteAsync(Prune, cancel, ("@before", before), ("@batch", batch));

    private AuditEntry Entry(string name, string outcome, Guid? subject, Origin origin, string? detail)
    {
        var user = subject is { } id ? Accounts.SubjectReader.Format(id) : null;
        return new AuditEntry
        {
            At = time.GetUtcNow(),
            Event = name,
            Outcome = outcome,
            // Who has no session has proved nothing yet, or proves it by what succeeds here.
            Actor = outcome == Success || origin.SessionId is not null ? user : null,
            Subject = user,
            ClientId = origin.ClientId,
            SessionId = origin.SessionId,
            Address = origin.Address?.ToString(),
            UserAgent = origin.UserAgent,
            Detail = detail,
        };
    }

    private static (string, object?)[] Parameters(AuditEntry e) =>
    [
        ("@id", e.Id), ("@at", e.At), ("@event", e.Event), ("@outcome", e.Outcome), ("@actor", e.Actor), ("@subject", e.Subject), ("@client", e.ClientId),
        ("@session", e.SessionId), ("@address", e.Address), ("@agent", e.UserAgent), ("@detail", e.Detail),
    ];
}
