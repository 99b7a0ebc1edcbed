using AuthServer.Protocol.Subjects;

namespace AuthServer.Pages;

/// <summary>What to call a user to their face.</summary>
public sealed class AccountNames(ISubjects subjects)
{
    private static readonly string[] BestFirst = ["email", "phone_number", "preferred_username"];

    /// <summary>The e-mail address, the phone number or the username.</summary>
    public async ValueTask<string> OfAsync(string subject, CancellationToken cancel)
    {
        var claims = await subjects.ClaimsAsync(subject, BestFirst.ToHashSet(), cancel);
        return BestFirst.Select(name => claims?[name]?.GetValue<string>()).FirstOrDefault(name => name is not null) ?? subject;
    }
}
