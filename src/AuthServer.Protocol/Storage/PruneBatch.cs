namespace AuthServer.Protocol.Storage;

/// <summary>One batch of pruning.</summary>
/// <param name="Deleted">Rows deleted.</param>
/// <param name="Next">Where to go on; null when the table is through.</param>
public sealed record PruneBatch(int Deleted, byte[]? Next);
