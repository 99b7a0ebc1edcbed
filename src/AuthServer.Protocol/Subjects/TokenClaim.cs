namespace AuthServer.Protocol.Subjects;

/// <summary>A claim of the host's own in access tokens.</summary>
/// <param name="Scope">The scope that it comes with.</param>
/// <param name="Name">The claim's name.</param>
/// <param name="Value">The claim's value.</param>
public sealed record TokenClaim(string Scope, string Name, string Value);
