using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary>What was done to a client, for the audit, or why it is refused.</summary>
/// <param name="Name">One of <see cref="AdminActs"/>.</param>
/// <param name="Detail">What else is worth knowing; no secrets.</param>
internal sealed record ClientAct(string Name, string Detail)
{
    /// <summary>Why it is refused; null where it is done.</summary>
    public Problem? Refusal { get; private init; }

    public static implicit operator ClientAct(Problem refusal) => new("", "") { Refusal = refusal };
}
