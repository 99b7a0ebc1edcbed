namespace AuthServer.Protocol.Storage;

/// <summary>A refresh token that its own client presented.</summary>
/// <param name="GrantId">Its grant.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Now">The time of the request.</param>
/// <param name="IdleExpiresAt">The new idle end, if it rotates; not past the grant's own.</param>
/// <param name="Grace">How long the last generation may be presented again.</param>
public sealed record RotationRequest(Guid GrantId, long Generation, DateTimeOffset Now, DateTimeOffset IdleExpiresAt, TimeSpan Grace);
