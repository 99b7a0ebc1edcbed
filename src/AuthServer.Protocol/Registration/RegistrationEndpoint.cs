using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Scopes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol.Registration;

/// <summary>Dynamic client registration (RFC 7591 §3, OIDC Registration 1.0 §3).</summary>
internal sealed class RegistrationEndpoint(RegistrationGate gate, RegistrationPolicy policy, RegisteredClients registered, RegistrationAnswer answer, TimeProvider time, ILogger<RegistrationEndpoint> log)
{
    private const int IdBytes = 16;

    public async Task HandleAsync(HttpContext http)
    {
        if (await RegisterAsync(http) is { } error) await RegistrationAnswer.WriteAsync(http, error);
    }

    private async Task<OAuthError?> RegisterAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var right = await gate.EnterAsync(http);
        if (right.Refused) return right.Error;
        var asked = await MetadataReader.ReadAsync(http.Request, cancel);
        if (asked.Refused) return asked.Error;
        if (gate.Count(right.Value, asked.Value, http) is { } tooMany) return tooMany;
        var metadata = await policy.ApplyAsync(asked.Value, right.Value.Scopes, [], cancel);
        if (metadata.Refused) return metadata.Error;
        var token = NewClientSecret.Random();
        var (client, secret) = Make(metadata.Value, right.Value.Scopes, token);
        if (!await registered.AddAsync(client, right.Value.Token, cancel)) return OAuthError.InvalidToken();
        log.LogInformation("Client {ClientId} registered itself", client.ClientId);
        http.Response.StatusCode = StatusCodes.Status201Created;
        await answer.WriteAsync(http, client, token, secret);
        return null;
    }

    private (Client Client, string? Secret) Make(ClientMetadata metadata, ScopeSet most, string token)
    {
        var client = new Client
        {
            ClientId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)),
            Name = "",
            Origin = ClientOrigin.Registration,
            CreatedAt = time.GetUtcNow(),
            RegistrationScopes = most,
            RegistrationTokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
        };
        ClientMapping.Apply(metadata, client);
        client.RequirePkce = policy.NeedsPkce(client);
        return (client, NewClientSecret.Fit(client, time.GetUtcNow()));
    }
}
