namespace AuthServer.Credentials;

/// <summary>The row of a guess budget: guesses at the PIN and the password of one account.</summary>
public sealed class GuessCount
{
    /// <summary>16 bytes: the user's id, or a MAC of an identifier that nobody has.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Failed and undecided guesses at the PIN since the last lock.</summary>
    public int PinFailures { get; init; }

    /// <summary>Failed and undecided guesses at the password since the last lock.</summary>
    public int PasswordFailures { get; init; }

    /// <summary>Failed guesses at the PIN in a row, over locks.</summary>
    public int PinRun { get; init; }

    /// <summary>How many locks in a row; each is longer than the last.</summary>
    public int Locks { get; init; }

    /// <summary>The end of the last lock.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When <see cref="Locks"/> starts again at zero.</summary>
    public DateTimeOffset? LocksFadeAt { get; init; }

    /// <summary>From when on guesses at the PIN before a right one no longer count.</summary>
    public DateTimeOffset? ForgivePinAt { get; init; }

    /// <summary>From when on guesses at the password before a right one no longer count.</summary>
    public DateTimeOffset? ForgivePasswordAt { get; init; }

    /// <summary>The last guess.</summary>
    public DateTimeOffset TouchedAt { get; init; }
}
