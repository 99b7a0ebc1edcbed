namespace AuthServer.Credentials;

/// <summary>What trying a one-time code came to.</summary>
/// <param name="Right">The code, where it was right; null where it was wrong, expired, used, destroyed or never sent.</param>
/// <param name="RetryAfter">How long to wait, where it was not even looked at.</param>
public sealed record CodeTry(RightCode? Right, TimeSpan? RetryAfter);
