namespace ResourceApi.Roles;

/// <summary>The type that the caller wants.</summary>
/// <param name="UserType">customer or provider.</param>
/// <param name="Reason">Up to 200 characters, for the history.</param>
internal sealed record UserTypeChange(string UserType, string? Reason = null);
