namespace AuthServer.Accounts;

/// <summary>The body of the refresh and logout routes.</summary>
/// <param name="Refresh">The refresh token.</param>
public sealed record RefreshBody(string Refresh);
