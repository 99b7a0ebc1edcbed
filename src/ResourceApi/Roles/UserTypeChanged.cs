namespace ResourceApi.Roles;

/// <summary>A change that was made. The access token of the request is refused from now on: a refreshed one carries the new role.</summary>
/// <param name="OldUserType">The type before.</param>
/// <param name="NewUserType">The type now.</param>
/// <param name="Roles">The roles now.</param>
/// <param name="ChangedAt">When, UTC.</param>
internal sealed record UserTypeChanged(string OldUserType, string NewUserType, IReadOnlyList<string> Roles, DateTime ChangedAt);
