namespace AuthServer.Consents;

/// <summary>What a user allowed an app, in the list of their consents.</summary>
/// <param name="ClientId">The app's <c>client_id</c>; the id of this entry.</param>
/// <param name="ClientName">What the app is called.</param>
/// <param name="Scopes">What it may have.</param>
/// <param name="GrantedAt">When the user last said yes, UTC.</param>
/// <param name="LastUsedAt">When the app last got tokens, UTC; null where it has none that live.</param>
public sealed record ConsentAnswer(string ClientId, string ClientName, IReadOnlyList<ConsentScope> Scopes, DateTime GrantedAt, DateTime? LastUsedAt);
