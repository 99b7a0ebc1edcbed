using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace AuthServer.Protocol.Tokens;

/// <summary>Token introspection (RFC 7662), as JSON or as a signed JWT (RFC 9701).</summary>
internal sealed class IntrospectionEndpoint(ClientAuthenticator authenticator, Introspection introspection, SigningKeys keys, IOptions<ProtocolOptions> options, TimeProvider time)
{
    private const string JwtContent = "application/token-introspection+jwt";

    public async Task HandleAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var form = await RequestReader.FormAsync(http.Request, cancel);
        if (form.Refused)
        {
            await OAuthResponse.WriteAsync(http, form.Error);
            return;
        }
        var client = await authenticator.AuthenticateAsync(http.Request, form.Value, cancel);
        // RFC 7662 §2.1: the endpoint must not be open to token scanning, so a client that proves nothing is no client here.
        if (client.Refused || client.Value.IsPublic) await OAuthResponse.WriteAsync(http, client.Error ?? OAuthError.InvalidClient());
        else if (!form.Value.TryGet(Names.Token, out var token)) await OAuthResponse.WriteAsync(http, OAuthError.InvalidRequest("The token is missing."));
        else await AnswerAsync(http, client.Value, await introspection.FindAsync(client.Value, token, cancel) ?? NotActive);
    }

    private Task AnswerAsync(HttpContext http, Client caller, Action<Utf8JsonWriter> members)
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        return WantsJwt(http.Request)
            ? OAuthResponse.WriteJwtAsync(http, JwtWriter.Write(keys.Active(caller.IntrospectionAlgorithm), JwtType.Introspection, (Endpoint: this, Caller: caller, Members: members), static (json, answer) => answer.Endpoint.Write(json, answer.Caller, answer.Members)), JwtContent)
            : OAuthResponse.WriteAsync(http, members, static (json, write) => write(json));
    }

    // RFC 9701 §4: the caller asks for it by name.
    private static bool WantsJwt(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType.Equals(JwtContent, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    // RFC 9701 §5: no sub and no exp at the top, so that it is never taken for an access token.
    private void Write(Utf8JsonWriter json, Client caller, Action<Utf8JsonWriter> members)
    {
        json.WriteString("iss", options.Value.Issuer);
        json.WriteString("aud", caller.ClientId);
        json.WriteNumber("iat", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteStartObject("token_introspection");
        members(json);
        json.WriteEndObject();
    }

    private static void NotActive(Utf8JsonWriter json) => json.WriteBoolean("active", false);
}
