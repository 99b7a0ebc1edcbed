namespace AuthServer.Audit;

/// <summary>Something to tell a user of.</summary>
/// <param name="Entry">What happened: a session began, or a refresh token was used twice.</param>
/// <param name="ReusedIn">The name of the app whose refresh token was used twice; null where a session began.</param>
internal sealed record SignInNotice(AuditEntry Entry, string? ReusedIn);
