using ServiceDefaults.Answers;

namespace AuthServer.Admin;

/// <summary>What was done, for the audit, or why it is refused.</summary>
/// <param name="Name">One of <see cref="AdminActs"/>; empty where there was nothing to do.</param>
/// <param name="Detail">What else is worth knowing; no secrets.</param>
internal sealed record Act(string Name, string? Detail = null)
{
    /// <summary>There was nothing to do.</summary>
    public static Act Nothing { get; } = new("");

    /// <summary>Why it is refused; null where it is done.</summary>
    public Problem? Refusal { get; private init; }

    public static implicit operator Act(Problem refusal) => new("") { Refusal = refusal };
}
