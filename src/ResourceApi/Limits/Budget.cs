namespace ResourceApi.Limits;

/// <summary>How often something may be done in a window that begins with the first time.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Of">Whose count it is.</param>
/// <param name="Limit">How often.</param>
/// <param name="Window">How long it counts.</param>
internal sealed record Budget(string Name, string Of, int Limit, TimeSpan Window);
