namespace AuthServer.Credentials;

/// <summary>What a guess came to.</summary>
/// <param name="Check">Whether it was right.</param>
/// <param name="RetryAfter">How long to wait, where it was not even looked at.</param>
public sealed record GuessOutcome(HashCheck Check, TimeSpan? RetryAfter);
