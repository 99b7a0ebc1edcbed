namespace ResourceApi.AuthServerCalls;

/// <summary>What came of a call.</summary>
/// <param name="Value">What was answered; null where the call failed.</param>
/// <param name="IsRefusal">Whether the same call will fail again: it was understood and refused.</param>
/// <param name="Reason">Why it failed, for the log.</param>
internal sealed record AdminAnswer<T>(T? Value, bool IsRefusal, string? Reason)
    where T : class;
