using System.Security.Claims;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Accounts;

/// <summary>The caller whom <see cref="BearerHandler"/> signed in.</summary>
/// <param name="Id">The user's key.</param>
/// <param name="Session">The session behind the token.</param>
internal sealed record SignedInUser(Guid Id, Guid Session)
{
    /// <summary>The user's <c>sub</c>.</summary>
    public string Subject => SubjectReader.Format(Id);

    /// <summary>Reads the caller; the parameter of a handler.</summary>
    public static ValueTask<SignedInUser> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    private static SignedInUser Of(ClaimsPrincipal caller) =>
        SubjectReader.TryParse(caller.FindFirstValue("sub") ?? "", out var id) && SessionId.TryParse(caller.FindFirstValue("sid"), out var session)
            ? new SignedInUser(id, session)
            : throw new InvalidOperationException("The route lacks its authorization policy.");
}
