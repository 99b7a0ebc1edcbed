namespace AuthServer.Accounts;

/// <summary>The answer to a code that was right.</summary>
/// <param name="Profile">The user as they are now.</param>
public sealed record ConfirmedAnswer(ProfileAnswer Profile);
