namespace AuthServer.Protocol.Storage;

/// <summary>What redeeming a code came to.</summary>
public enum Redemption
{
    /// <summary>First use: the grant exists now.</summary>
    Redeemed,

    /// <summary>The code was used before; what it gave is revoked now.</summary>
    Replayed,

    /// <summary>The session, or what the user allowed the client, has ended since the code was issued.</summary>
    SessionEnded,
}
