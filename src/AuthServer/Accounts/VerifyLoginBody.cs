namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /auth/login/verify/</c>.</summary>
/// <param name="ChallengeId">From the refused login.</param>
/// <param name="Code">The six digits that went to the phone.</param>
public sealed record VerifyLoginBody(string ChallengeId, string Code);
