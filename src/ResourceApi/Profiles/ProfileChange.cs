using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>What came of a change.</summary>
/// <param name="Profile">The profile: changed, or as it was where there are errors.</param>
/// <param name="Errors">What is wrong with the change.</param>
internal sealed record ProfileChange(Profile Profile, FieldErrors Errors);
