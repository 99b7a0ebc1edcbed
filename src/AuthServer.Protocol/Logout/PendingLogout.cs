using AuthServer.Protocol.Authorize;

namespace AuthServer.Protocol.Logout;

/// <summary>A logout that a client asked for and the user may have to confirm.</summary>
/// <param name="Target">Where the browser goes afterwards; null where the client named no place.</param>
/// <param name="State">The client's <c>state</c>, sent back to it.</param>
/// <param name="HintedSid">The session of a genuine <c>id_token_hint</c>.</param>
public sealed record PendingLogout(RedirectTarget? Target, string? State, string? HintedSid);
