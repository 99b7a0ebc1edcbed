namespace AuthServer.Credentials;

/// <summary>How an account's guess budget stands.</summary>
/// <param name="Failures">Guesses that count against the next lock.</param>
/// <param name="LockedUntil">The end of the running lock; null where none runs.</param>
/// <param name="PinDisabled">Whether the PIN has to be reset before it is good again.</param>
public sealed record GuessState(int Failures, DateTimeOffset? LockedUntil, bool PinDisabled)
{
    /// <summary>Guesses left before a lock.</summary>
    public int Remaining => LockedUntil is null ? Math.Max(0, GuessBudget.MaxFailures - Failures) : 0;
}
