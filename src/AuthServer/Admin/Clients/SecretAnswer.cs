using AuthServer.Protocol.Clients;

namespace AuthServer.Admin.Clients;

/// <summary>A client's secret, without what it is.</summary>
/// <param name="Id">Its key, by which it is removed.</param>
/// <param name="Name">What an administrator called it.</param>
/// <param name="CreatedAt">When it was made, UTC; null where the seeds made it.</param>
/// <param name="ExpiresAt">When it stops working, UTC; null never.</param>
internal sealed record SecretAnswer(Guid Id, string? Name, DateTime? CreatedAt, DateTime? ExpiresAt)
{
    public static SecretAnswer Of(ClientSecret secret) =>
        new(secret.Id, secret.Name, secret.CreatedAt > DateTimeOffset.UnixEpoch ? secret.CreatedAt.UtcDateTime : null, secret.ExpiresAt?.UtcDateTime);
}
