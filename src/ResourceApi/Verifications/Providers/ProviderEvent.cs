namespace ResourceApi.Verifications.Providers;

/// <summary>What a provider's webhook says.</summary>
/// <param name="Id">The same for every repetition of the event.</param>
/// <param name="Verification">Our id of the verification, as the provider has it.</param>
/// <param name="Status">The state it has come to; null where the event is of nothing that matters here.</param>
/// <param name="Level">What the provider has verified, where it says.</param>
/// <param name="Reason">Why it was rejected, in words for the user.</param>
internal sealed record ProviderEvent(string Id, string? Verification, VerificationStatus? Status, KycLevel? Level, string? Reason);
