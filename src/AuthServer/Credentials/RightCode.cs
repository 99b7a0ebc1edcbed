namespace AuthServer.Credentials;

/// <summary>A code that came back right and is not used up yet.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Subject">The user.</param>
/// <param name="Destination">The number or address that it proves.</param>
/// <param name="Payload">What the flow remembered.</param>
public sealed record RightCode(Guid Id, Guid Subject, string Destination, string? Payload);
