namespace AuthServer.Credentials;

/// <summary>What <see cref="FailureLimits"/> says to a guess.</summary>
/// <param name="Taken">What to give back where the secret is right.</param>
/// <param name="RetryAfter">How long this address or device has to wait; null where it may go on.</param>
/// <param name="RetryAfterUnlessKnown">How long a device that the account does not know has to wait; null where it may go on.</param>
public sealed record FailureReservation(IReadOnlyList<Throttle> Taken, TimeSpan? RetryAfter, TimeSpan? RetryAfterUnlessKnown)
{
    /// <summary>Nothing is limited.</summary>
    public static FailureReservation Free { get; } = new([], null, null);
}
