namespace ResourceApi.Roles;

/// <summary>What the caller is on the marketplace.</summary>
/// <param name="UserType">customer, provider or admin.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Capabilities">What somebody of this type can do.</param>
/// <param name="AvailableTransitions">The types that the caller may become.</param>
/// <param name="Permissions">The scopes of the access token.</param>
internal sealed record UserTypeAnswer(string UserType, IReadOnlyList<string> Roles, IReadOnlyList<string> Capabilities, IReadOnlyList<string> AvailableTransitions, IReadOnlyList<string> Permissions);
