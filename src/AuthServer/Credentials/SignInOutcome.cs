using AuthServer.Data;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Credentials;

/// <summary>What a sign-in by PIN or password came to.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>It is the user.</summary>
    /// <param name="Subject">As tokens name them.</param>
    /// <param name="User">Their row, not tracked.</param>
    public sealed record Accepted(Subject Subject, User User) : SignInOutcome;

    /// <summary>Unknown, no such credential, wrong, locked or disabled: nobody is told which.</summary>
    public sealed record Refused : SignInOutcome;

    /// <summary>The password is right, but the e-mail address has to be verified first.</summary>
    public sealed record EmailNotVerified : SignInOutcome;

    /// <summary>The address has tried too often, or the server is at its limit; nothing was looked up.</summary>
    /// <param name="RetryAfter">How long to wait.</param>
    public sealed record Throttled(TimeSpan RetryAfter) : SignInOutcome;
}
