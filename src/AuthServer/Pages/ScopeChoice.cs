namespace AuthServer.Pages;

/// <summary>One scope on a page that asks for consent.</summary>
/// <param name="Name">The scope token.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">It cannot be unticked.</param>
/// <param name="Heading">Under which it stands.</param>
/// <param name="Note">What else there is to say about it, if anything.</param>
public sealed record ScopeChoice(string Name, string Description, bool Required, string Heading, string? Note);
