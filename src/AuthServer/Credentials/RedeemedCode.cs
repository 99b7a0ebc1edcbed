namespace AuthServer.Credentials;

/// <summary>What a right code was bound to.</summary>
/// <param name="Subject">The user.</param>
/// <param name="Destination">Where it had been sent: theirs, as they have just proved.</param>
/// <param name="Payload">What the flow had to remember.</param>
public sealed record RedeemedCode(Guid Subject, string Destination, string? Payload);
