namespace AuthServer.Credentials;

/// <summary>The right to verify one secret once.</summary>
/// <param name="Key">The budget.</param>
/// <param name="Kind">What is guessed.</param>
/// <param name="Lock">The end of the lock that this very reservation set; null where it set none.</param>
public sealed record GuessReservation(byte[] Key, CredentialKind Kind, DateTimeOffset? Lock);
