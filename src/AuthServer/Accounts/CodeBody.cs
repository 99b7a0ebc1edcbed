namespace AuthServer.Accounts;

/// <summary>The body of the routes that take a code.</summary>
/// <param name="Code">The six digits that were sent.</param>
public sealed record CodeBody(string Code);
