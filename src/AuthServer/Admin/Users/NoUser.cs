using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary>The answer where the admin API is asked for a user who does not exist.</summary>
internal static class NoUser
{
    public static Problem Problem => Problem.NotFound("There is no such user.");
}
