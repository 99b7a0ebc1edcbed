namespace AuthServer.Credentials;

/// <summary>The statements of <see cref="GuessBudget"/>; each decides and writes in one step.</summary>
internal static class GuessSql
{
    // Times are Unix milliseconds: 15 minutes, an hour, 24 hours; locks fade when a week has passed since the last.
    private const string LockLength = $"CASE {Locks} WHEN 0 THEN 900000 WHEN 1 THEN 3600000 ELSE 86400000 END";
    private const string Week = "604800000";
    private const string MaxFailures = "5";
    private const string MaxPinRun = "10";

    // How the row stands at @now, before this guess: a lock that has passed and a right secret both let earlier failures be forgotten.
    private const string PinFailures = "CASE WHEN b.locked_until <= @now OR b.forgive_pin_at <= @now THEN 0 ELSE b.pin_failures END";
    private const string PasswordFailures = "CASE WHEN b.locked_until <= @now OR b.forgive_password_at <= @now THEN 0 ELSE b.password_failures END";
    private const string PinRun = "CASE WHEN b.forgive_pin_at <= @now THEN 0 ELSE b.pin_run END";
    private const string Locks = "(CASE WHEN b.locks_fade_at <= @now THEN 0 ELSE b.locks END)";
    private const string Locking = $"({PinFailures}) + ({PasswordFailures}) + 1 >= {MaxFailures}";

    public const string Reserve = $"""
        INSERT INTO guess_budgets AS b (key, pin_failures, password_failures, pin_run, locks, touched_at)
        VALUES (@key, @pin, @password, @pin, 0, @now)
        ON CONFLICT (key) DO UPDATE SET
            pin_failures = ({PinFailures}) + @pin,
            password_failures = ({PasswordFailures}) + @password,
            pin_run = ({PinRun}) + @pin,
            locks = {Locks} + CASE WHEN {Locking} THEN 1 ELSE 0 END,
            locked_until = CASE WHEN {Locking} THEN @now + {LockLength} ELSE NULL END,
            locks_fade_at = CASE WHEN {Locking} THEN @now + {LockLength} + {Week} ELSE b.locks_fade_at END,
            forgive_pin_at = CASE WHEN b.forgive_pin_at > @now THEN b.forgive_pin_at ELSE NULL END,
            forgive_password_at = CASE WHEN b.forgive_password_at > @now THEN b.forgive_password_at ELSE NULL END,
            touched_at = @now
        WHERE (b.locked_until IS NULL OR b.locked_until <= @now) AND (@pin = 0 OR ({PinRun}) < {MaxPinRun})
        RETURNING locked_until
        """;

    public const string Touch = "UPDATE guess_budgets SET touched_at = @now WHERE key = @key";

    // A lock that another guess set meanwhile stays: its end is not the one that this reservation set.
    public const string Succeed = """
        UPDATE guess_budgets SET
            pin_failures = pin_failures - CASE WHEN pin_failures > 0 THEN @pin ELSE 0 END,
            password_failures = password_failures - CASE WHEN password_failures > 0 THEN @password ELSE 0 END,
            pin_run = pin_run - CASE WHEN pin_run > 0 THEN @pin ELSE 0 END,
            locks = locks - CASE WHEN locked_until = @lock AND locks > 0 THEN 1 ELSE 0 END,
            locked_until = CASE WHEN locked_until = @lock THEN NULL ELSE locked_until END,
            forgive_pin_at = CASE WHEN @pin = 1 THEN COALESCE(forgive_pin_at, @forgive) ELSE forgive_pin_at END,
            forgive_password_at = CASE WHEN @password = 1 THEN COALESCE(forgive_password_at, @forgive) ELSE forgive_password_at END
        WHERE key = @key
        """;

    public const string ResetPin = "UPDATE guess_budgets SET pin_run = 0, pin_failures = 0, password_failures = 0, forgive_pin_at = NULL, locked_until = NULL WHERE key = @key";

    public const string ResetPassword = "UPDATE guess_budgets SET pin_failures = 0, password_failures = 0, forgive_password_at = NULL, locked_until = NULL WHERE key = @key";

    public const string State = $"""
        SELECT ({PinFailures}) + ({PasswordFailures}), CASE WHEN b.locked_until > @now THEN b.locked_until END, CASE WHEN ({PinRun}) >= {MaxPinRun} THEN 1 ELSE 0 END
        FROM guess_budgets AS b WHERE b.key = @key
        """;

    // Budgets of users stay: theirs are no more than users, and a run of wrong PINs is not forgotten by waiting.
    public const string Forgotten = """
        SELECT g.key FROM guess_budgets AS g
        WHERE g.touched_at < @before AND (g.locked_until IS NULL OR g.locked_until < @before) AND NOT EXISTS (SELECT 1 FROM users AS u WHERE u.id = g.key)
        ORDER BY g.touched_at LIMIT @batch
        """;

    public const string Prune = "DELETE FROM guess_budgets WHERE key IN (SELECT unhex(value) FROM json_each(@keys)) AND touched_at < @before";
}
