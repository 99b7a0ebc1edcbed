namespace ResourceApi.Outbox;

/// <summary>A message that the authorization server, which knows numbers and addresses, sends.</summary>
/// <param name="Template"><c>verification_submitted</c> (to all admins), <c>verification_verified</c>, <c>verification_rejected</c> or <c>verification_expired</c> (to the user).</param>
/// <param name="Values">The template's values.</param>
internal sealed record Notice(string Template, IReadOnlyDictionary<string, string> Values);
