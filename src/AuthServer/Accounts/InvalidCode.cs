using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>The one answer to a code that is wrong, expired, used, destroyed or was never sent.</summary>
internal static class InvalidCode
{
    public static Problem Problem { get; } = Problem.BadRequest("invalid_code", "The code is not valid.");
}
