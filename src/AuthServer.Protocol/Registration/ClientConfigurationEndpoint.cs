using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.UserInfo;
using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Registration;

/// <summary>The client configuration endpoint (RFC 7592 §2): a client reads, replaces and deletes its own registration.</summary>
internal sealed class ClientConfigurationEndpoint(RegisteredClients registered, RegistrationPolicy policy, RegistrationAnswer answer, RegistrationLimit limit, TimeProvider time)
{
    public async Task ReadAsync(HttpContext http)
    {
        var (token, hash) = Token(http);
        // RFC 7592 §3: the token is part of the answer; kept is its hash, so it is the one that came.
        if (await registered.FindAsync(IdOf(http), hash, http.RequestAborted) is { } client) await answer.WriteAsync(http, client, token, secret: null);
        else await RegistrationAnswer.WriteAsync(http, OAuthError.InvalidToken());
    }

    public async Task ReplaceAsync(HttpContext http)
    {
        if (await TryReplaceAsync(http) is { } error) await RegistrationAnswer.WriteAsync(http, error);
    }

    public async Task DeleteAsync(HttpContext http)
    {
        if (!await registered.RemoveAsync(IdOf(http), Token(http).Hash, http.RequestAborted))
        {
            await RegistrationAnswer.WriteAsync(http, OAuthError.InvalidToken());
            return;
        }
        OAuthResponse.NoStore(http.Response);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<OAuthError?> TryReplaceAsync(HttpContext http)
    {
        var (cancel, id, (token, hash)) = (http.RequestAborted, IdOf(http), Token(http));
        if (await registered.FindAsync(id, hash, cancel) is not { } client) return OAuthError.InvalidToken();
        var asked = await MetadataReader.ReadAsync(http.Request, cancel);
        if (asked.Refused) return asked.Error;
        if (Fault(asked.Value, client) is { } fault) return fault;
        // As a registration without a token: it writes, and may make the server look at something outside.
        if (limit.Take(Caller.Of(http)) is { } tooMany) return tooMany;
        var metadata = await policy.ApplyAsync(asked.Value, client.RegistrationScopes, client.GrantTypes, cancel);
        if (metadata.Refused) return metadata.Error;
        if (ChangesSubjects(metadata.Value, client)) return OAuthError.InvalidClientMetadata("subject_type: What users are called must not change, nor whose redirect URIs decide it; register another client.");
        string? secret = null;
        var changed = await registered.ChangeAsync(id, hash, row => secret = Apply(metadata.Value, row), cancel);
        if (changed is null) return OAuthError.InvalidToken();
        await answer.WriteAsync(http, changed, token, secret);
        return null;
    }

    // OIDC Core §8.1, §12.2: the subject of a grant stays what it was, and no client moves into another's sector.
    private static bool ChangesSubjects(ClientMetadata metadata, Client client)
    {
        var changed = new Client { ClientId = client.ClientId, Name = client.Name };
        ClientMapping.Apply(metadata, changed);
        return changed.Pairwise != client.Pairwise || (client.Pairwise && changed.Sector != client.Sector);
    }

    private string? Apply(ClientMetadata metadata, Client client)
    {
        ClientMapping.Apply(metadata, client);
        // It never becomes less than it is: an administrator may have demanded it.
        client.RequirePkce |= policy.NeedsPkce(client);
        return NewClientSecret.Fit(client, time.GetUtcNow());
    }

    // RFC 7592 §2.2: the request names the client, says nothing that is the server's to say, and chooses no secret.
    private OAuthError? Fault(ClientRegistrationRequest asked, Client client)
    {
        if (asked.ClientId != client.ClientId) return OAuthError.InvalidClientMetadata("client_id: The client_id must be that of the client.");
        if (asked.SpeaksForServer) return OAuthError.InvalidClientMetadata("An update must not hold registration_access_token, registration_client_uri, client_secret_expires_at or client_id_issued_at.");
        return asked.ClientSecret is { } secret && !ClientSecret.Proves(secret, client, time.GetUtcNow()) ? OAuthError.InvalidClientMetadata("client_secret: A client cannot choose its secret.") : null;
    }

    private static string IdOf(HttpContext http) => (string)http.Request.RouteValues["client_id"]!;

    private static (string Token, byte[] Hash) Token(HttpContext http)
    {
        var header = BearerToken.Header(http.Request);
        var token = header.Refused ? "" : header.Value;
        return (token, SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
