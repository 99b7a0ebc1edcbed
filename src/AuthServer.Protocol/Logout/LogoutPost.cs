using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Outside;
using AuthServer.Protocol.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Logout;

/// <summary>One attempt to tell a client that a session ended (OIDC Back-Channel Logout 1.0 §2.5).</summary>
internal sealed class LogoutPost(ClientCatalogue clients, TokenWriter writer, IClientSites sites, ILogger<LogoutPost> log)
{
    /// <summary>Posts a new logout token to where the client is now.</summary>
    /// <returns>Whether there is nothing left to do: the client knows, refuses to (400), or is not there any more.</returns>
    public async Task<bool> IsDoneAsync(LogoutDelivery delivery, CancellationToken cancel)
    {
        if (await clients.FindAsync(delivery.ClientId, cancel) is not { BackChannelLogoutUri: { } uri } client) return true;
        var status = await sites.PostAsync(new Uri(uri), [new("logout_token", writer.LogoutToken(client, delivery))], cancel);
        switch (status)
        {
            case StatusCodes.Status200OK or StatusCodes.Status204NoContent:
                return true;
            case StatusCodes.Status400BadRequest:
                // §2.8: the client found the token wrong or could not sign the user out; the same token again would not help.
                log.LogWarning("Client {ClientId} refused logout token {Delivery}", client.ClientId, delivery.Id);
                return true;
            default:
                log.LogInformation("Client {ClientId} was not told of a logout, attempt {Attempt}: {Status}", client.ClientId, delivery.Attempts + 1, status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer");
                return false;
        }
    }
}
