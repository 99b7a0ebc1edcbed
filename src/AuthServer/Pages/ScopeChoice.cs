namespace AuthServer.Pages;

/// <summary>One scope on the consent page.</summary>
/// <param name="Name">The scope token.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">It cannot be unticked.</param>
/// <param name="Heading">Under which it stands.</param>
public sealed record ScopeChoice(string Name, string Description, bool Required, string Heading);
