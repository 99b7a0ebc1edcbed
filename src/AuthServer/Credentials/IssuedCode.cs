namespace AuthServer.Credentials;

/// <summary>A code that is on its way, or not.</summary>
/// <param name="Id">The challenge.</param>
/// <param name="RetryAfter">How long to wait where no message may be sent now; else null.</param>
public sealed record IssuedCode(Guid Id, TimeSpan? RetryAfter);
