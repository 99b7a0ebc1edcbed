using AuthServer.Audit;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Auditing;

/// <summary>Which rows of the audit are asked for; every filter that is there has to fit.</summary>
internal sealed record AuditFilter
{
    private const int Longest = 256;

    /// <summary>What happened.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>How it came out.</summary>
    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    /// <summary>Who did it.</summary>
    [FromQuery(Name = "actor")]
    public string? Actor { get; init; }

    /// <summary>The user it was done to.</summary>
    [FromQuery(Name = "subject")]
    public string? Subject { get; init; }

    /// <summary>The client it came through.</summary>
    [FromQuery(Name = "client_id")]
    public string? ClientId { get; init; }

    /// <summary>The network address.</summary>
    [FromQuery(Name = "ip")]
    public string? Ip { get; init; }

    /// <summary>Not before this time.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>What is wrong with it.</summary>
    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        foreach (var (name, text) in new[] { ("event", Event), ("outcome", Outcome), ("actor", Actor), ("subject", Subject), ("client_id", ClientId), ("ip", Ip) }) errors.Require(text is not { Length: > Longest }, name, $"Must be at most {Longest} characters.");
        errors.Require(From is null || To is null || From < To, "to", "Must be later than from.");
        return errors;
    }

    /// <summary>The rows that fit.</summary>
    public IQueryable<AuditEntry> Of(IQueryable<AuditEntry> rows)
    {
        if (Event is not null) rows = rows.Where(row => row.Event == Event);
        if (Outcome is not null) rows = rows.Where(row => row.Outcome == Outcome);
        if (Actor is not null) rows = rows.Where(row => row.Actor == Actor);
        if (Subject is not null) rows = rows.Where(row => row.Subject == Subject);
        if (ClientId is not null) rows = rows.Where(row => row.ClientId == ClientId);
        if (Ip is not null) rows = rows.Where(row => row.Address == Ip);
        if (From is { } from) rows = rows.Where(row => row.At >= from);
        if (To is { } to) rows = rows.Where(row => row.At < to);
        return rows;
    }
}
