namespace ResourceApi.Roles;

/// <summary>A change of the past.</summary>
/// <param name="OldUserType">The type before.</param>
/// <param name="NewUserType">The type after.</param>
/// <param name="Reason">What the user said; null where somebody else made the change.</param>
/// <param name="ChangedAt">When, UTC.</param>
internal sealed record HistoryEntry(string OldUserType, string NewUserType, string? Reason, DateTime ChangedAt);
