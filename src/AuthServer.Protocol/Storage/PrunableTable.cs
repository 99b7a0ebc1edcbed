namespace AuthServer.Protocol.Storage;

/// <summary>Tables whose ended rows are pruned.</summary>
public enum PrunableTable
{
    /// <summary>Grants that expired, idled out or were revoked.</summary>
    Grants,

    /// <summary>Sessions that expired or were ended, and have no grant left.</summary>
    Sessions,

    /// <summary>Revocations of access tokens that have expired.</summary>
    RevokedTokens,

    /// <summary>Values that were good once, and would be refused by their own time now.</summary>
    UsedTokens,

    /// <summary>Requests of devices that have expired.</summary>
    DeviceRequests,

    /// <summary>Clients of sessions that have ended.</summary>
    SessionClients,

    /// <summary>Logout tokens that were given up.</summary>
    LogoutDeliveries,
}
