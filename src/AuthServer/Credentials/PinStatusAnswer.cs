namespace AuthServer.Credentials;

/// <summary>How a user's PIN stands.</summary>
/// <param name="HasPin">Whether there is one.</param>
/// <param name="IsLocked">Whether the right PIN is refused now.</param>
/// <param name="LockedUntil">The end of the lock, UTC; null where there is none, and where the PIN has to be reset.</param>
/// <param name="FailedAttempts">Wrong guesses that count, at PIN and password together.</param>
/// <param name="AttemptsRemaining">Guesses left before a lock.</param>
/// <param name="ChangedAt">When the PIN was set, UTC.</param>
public sealed record PinStatusAnswer(bool HasPin, bool IsLocked, DateTime? LockedUntil, int FailedAttempts, int AttemptsRemaining, DateTime? ChangedAt);
