namespace AuthServer.Credentials;

/// <summary>A code that has to be sent now, or the time to wait before there may be one.</summary>
/// <param name="Id">Key of the code: the challenge id.</param>
/// <param name="Code">The six digits; for the message and nothing else.</param>
/// <param name="RetryAfter">Null where there is a code.</param>
public sealed record IssuedCode(Guid Id, string Code, TimeSpan? RetryAfter);
