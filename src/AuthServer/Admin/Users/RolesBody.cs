namespace AuthServer.Admin.Users;

/// <summary>The body of a change of roles.</summary>
/// <param name="Roles">customer, provider and admin, each at most once; the first is the user's type.</param>
/// <param name="Reason">For the audit; at most 200 characters.</param>
internal sealed record RolesBody(IReadOnlyList<string> Roles, string? Reason = null);
