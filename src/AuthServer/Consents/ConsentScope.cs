namespace AuthServer.Consents;

/// <summary>A scope that a user allowed.</summary>
/// <param name="Name">The scope token.</param>
/// <param name="Description">What it means, as the consent page says it.</param>
public sealed record ConsentScope(string Name, string Description);
