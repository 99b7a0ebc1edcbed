using System.Security.Claims;

namespace AuthServer.Accounts;

/// <summary>Reads the caller whom <see cref="BearerHandler"/> signed in.</summary>
internal static class SignedInUser
{
    /// <summary>The user's key.</summary>
    public static Guid Id(this ClaimsPrincipal caller) =>
        SubjectReader.TryParse(caller.FindFirstValue("sub") ?? "", out var id) ? id : throw new InvalidOperationException("The route lacks its authorization policy.");
}
