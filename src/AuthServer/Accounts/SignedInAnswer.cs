namespace AuthServer.Accounts;

/// <summary>The answer to a registration or a login.</summary>
/// <param name="Profile">Who it is.</param>
/// <param name="Tokens">Their tokens.</param>
public sealed record SignedInAnswer(ProfileAnswer Profile, TokensAnswer Tokens);
