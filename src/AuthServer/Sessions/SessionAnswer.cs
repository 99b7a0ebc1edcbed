namespace AuthServer.Sessions;

/// <summary>A session in the list of its user.</summary>
/// <param name="Id">The <c>sid</c> of its tokens.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="Kind"><c>app</c> or <c>browser</c>.</param>
/// <param name="Clients">The apps that have tokens of it, by name.</param>
/// <param name="Device">Its device, if that was named.</param>
/// <param name="Ip">The address it began from.</param>
/// <param name="UserAgent">The User-Agent it began with.</param>
/// <param name="Amr">How the user signed in (RFC 8176).</param>
/// <param name="CreatedAt">When it began, UTC.</param>
/// <param name="LastUsedAt">When it was last used, to a few minutes, UTC.</param>
/// <param name="ExpiresAt">When it ends by itself at the latest, UTC.</param>
public sealed record SessionAnswer(
    string Id, bool Current, string Kind, IReadOnlyList<string> Clients, SessionDevice? Device, string? Ip, string? UserAgent, IReadOnlyList<string> Amr,
    DateTime CreatedAt, DateTime LastUsedAt, DateTime ExpiresAt);
