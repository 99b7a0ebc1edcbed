using AuthServer.Events;

namespace AuthServer.Admin.Users;

/// <summary>A page of users.</summary>
/// <param name="Items">The users.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record UserPage(IReadOnlyList<UserState> Items, string? NextCursor, bool HasMore);
