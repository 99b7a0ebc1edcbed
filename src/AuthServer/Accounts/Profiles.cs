using AuthServer.Data;

namespace AuthServer.Accounts;

/// <summary>Reads users for the answers of the REST routes.</summary>
internal sealed class Profiles(UserRows users, SubjectReader subjects)
{
    /// <summary>A user who may sign in, or null.</summary>
    public User? Find(Guid id) => users.Find(id) is { Disabled: false } user ? user : null;

    /// <summary>The profile behind a <c>sub</c>, or null where the user is gone or may not sign in.</summary>
    public ProfileAnswer? Of(string subject) =>
        SubjectReader.TryParse(subject, out var id) && users.Find(id) is { } user && subjects.Find(id) is { } known ? ProfileAnswer.Of(user, known.Roles) : null;
}
