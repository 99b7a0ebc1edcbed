using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over what users allowed.</summary>
internal static class SqliteConsents
{
    /// <summary>Records a yes: of the scopes asked for, those that the user left ticked; earlier ones beside them stay.</summary>
    public static void Record(this SqliteStatements s, Consent yes)
    {
        var earlier = s.AllowedScopes(yes.Subject, yes.ClientId) ?? ScopeSet.Empty;
        var scopes = ScopeSet.Of(earlier.Where(scope => !yes.Asked.Contains(scope)).Concat(yes.Asked.Intersect(yes.Scopes)));
        s.Execute(
            """
            INSERT INTO consents (subject, client_id, scopes, asked, granted_at) VALUES (@subject, @client, @scopes, @asked, @at)
            ON CONFLICT (subject, client_id) DO UPDATE SET scopes = excluded.scopes, asked = excluded.asked, granted_at = excluded.granted_at
            """,
            ("@subject", yes.Subject), ("@client", yes.ClientId), ("@scopes", scopes.ToString()), ("@asked", yes.Asked.ToString()), ("@at", yes.GrantedAt));
    }

    /// <summary>Whether the user still allows the client all that the grant would give it.</summary>
    public static bool StillAllows(this SqliteStatements s, Grant grant) =>
        s.AllowedScopes(grant.Subject, grant.ClientId) is { } allowed && grant.Scopes.IsSubsetOf(allowed);

    /// <summary>Forgets what a user allowed a client, and the yes to a device that has not fetched its tokens yet; false where nothing was allowed.</summary>
    public static bool Forget(this SqliteStatements s, string subject, string clientId)
    {
        if (s.Execute("DELETE FROM consents WHERE subject = @subject AND client_id = @client", ("@subject", subject), ("@client", clientId)) == 0) return false;
        s.Execute(
            "DELETE FROM device_requests WHERE client_id = @client AND decision = 1 AND session_id IN (SELECT id FROM sessions WHERE subject = @subject)",
            ("@client", clientId), ("@subject", subject));
        return true;
    }

    private static ScopeSet? AllowedScopes(this SqliteStatements s, string subject, string clientId) =>
        s.First("SELECT scopes FROM consents WHERE subject = @subject AND client_id = @client", r => ScopeSet.Parse(r.GetString(0)), ("@subject", subject), ("@client", clientId));
}
