using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Grants;

/// <summary>How long a grant lives, by the client's settings and the server's.</summary>
internal static class GrantTerms
{
    public static Grant New(Guid id, Session session, Client client, ScopeSet scopes, ProtocolOptions options, DateTimeOffset now)
    {
        var end = scopes.Contains(StandardScopes.OfflineAccess) ? now + RefreshLifetime(client, options) : now + Longest(AccessLifetime(client, options), options.CodeLifetime);
        // A grant never outlives its session.
        if (end > session.ExpiresAt) end = session.ExpiresAt;
        return new Grant
        {
            Id = id,
            SessionId = session.Id,
            Subject = session.Subject,
            ClientId = client.ClientId,
            Scopes = scopes,
            AuthTime = session.AuthTime,
            Acr = session.Acr,
            Amr = session.Amr,
            CreatedAt = now,
            ExpiresAt = end,
            State = new GrantState { Id = id, IdleExpiresAt = Earlier(IdleEnd(client, options, now), end) },
        };
    }

    public static TimeSpan AccessLifetime(Client client, ProtocolOptions options) =>
        client.AccessTokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.AccessTokenLifetime;

    public static TimeSpan IdTokenLifetime(Client client, ProtocolOptions options) =>
        client.IdTokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.IdTokenLifetime;

    public static DateTimeOffset IdleEnd(Client client, ProtocolOptions options, DateTimeOffset now) =>
        now + (client.RefreshIdleSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.RefreshIdleLifetime);

    public static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static TimeSpan RefreshLifetime(Client client, ProtocolOptions options) =>
        client.RefreshSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.RefreshLifetime;

    private static TimeSpan Longest(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
