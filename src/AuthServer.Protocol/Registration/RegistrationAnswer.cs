using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.UserInfo;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Registration;

/// <summary>Writes what is registered, and refusals; neither may be cached (RFC 7591 §3.2).</summary>
internal sealed class RegistrationAnswer(IOptions<ProtocolOptions> options)
{
    private readonly string _below = options.Value.Issuer + Routes.Registration + "/";

    /// <summary>The client information response.</summary>
    /// <param name="http">The request.</param>
    /// <param name="client">The client.</param>
    /// <param name="token">Its registration access token: new, or the one that it came with.</param>
    /// <param name="secret">A secret that was just made.</param>
    public Task WriteAsync(HttpContext http, Client client, string token, string? secret)
    {
        var information = ClientMapping.Fill(client, new ClientInformation
        {
            ClientId = client.ClientId,
            ClientIdIssuedAt = client.CreatedAt.ToUnixTimeSeconds(),
            ClientSecret = secret,
            // RFC 7591 §3.2.1: REQUIRED beside a secret; 0 is never.
            ClientSecretExpiresAt = secret is null ? null : 0,
            RegistrationAccessToken = token,
            RegistrationClientUri = _below + client.ClientId,
        });
        OAuthResponse.NoStore(http.Response);
        return OAuthResponse.WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(information, RegistrationJson.Default.ClientInformation), "application/json");
    }

    /// <summary>A refusal (RFC 7591 §3.2.2); with the challenge of RFC 6750 where the token is at fault.</summary>
    public static Task WriteAsync(HttpContext http, OAuthError error) => error.Status == StatusCodes.Status401Unauthorized
        ? BearerChallenge.WriteAsync(http, error, "registration")
        : OAuthResponse.WriteAsync(http, error);
}
