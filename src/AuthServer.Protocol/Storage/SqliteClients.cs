using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements that take from a client what users gave it.</summary>
internal static class SqliteClients
{
    private const string OfUser = "SELECT g.id FROM grants g JOIN sessions s ON s.id = g.session_id WHERE s.subject = @subject AND g.client_id = @client AND g.revoked_at IS NULL AND g.expires_at > @now";

    // No index leads from a client to its grants: every refresh of everybody would pay for what happens once in a client's life.
    private const string OfClient = "SELECT id FROM grants WHERE client_id = @client AND revoked_at IS NULL AND expires_at > @now";

    // What waits for a client, or remembers it, must not reach a later one of the same id.
    private static readonly string[] Traces = ["consents", "device_requests", "session_clients", "logout_deliveries"];

    public static bool WithdrawConsent(this SqliteStatements s, string subject, string clientId, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        var consents = s.Execute("DELETE FROM consents WHERE subject = @subject AND client_id = @client", ("@subject", subject), ("@client", clientId));
        var grants = s.All(OfUser, r => SqliteGrants.Id(r, 0), ("@subject", subject), ("@client", clientId), ("@now", now));
        foreach (var grant in grants) s.RevokeGrant(grant, EndReason.ConsentWithdrawn, now, accessTokensDeadAfter);
        return consents + grants.Count > 0;
    }

    public static int ForgetClient(this SqliteStatements s, string clientId, DateTimeOffset now, TimeSpan accessTokensDeadAfter)
    {
        var grants = s.All(OfClient, r => SqliteGrants.Id(r, 0), ("@client", clientId), ("@now", now));
        foreach (var grant in grants) s.RevokeGrant(grant, EndReason.ClientDeleted, now, accessTokensDeadAfter);
        foreach (var table in Traces) s.Execute($"DELETE FROM {table} WHERE client_id = @client", ("@client", clientId));
        return grants.Count;
    }
}
