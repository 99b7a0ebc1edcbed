namespace AuthServer.Pages;

/// <summary>A page of a client.</summary>
/// <param name="Id">The id of the link.</param>
/// <param name="Text">What it leads to.</param>
/// <param name="Address">An https address.</param>
public sealed record ClientLink(string Id, string Text, string Address);
