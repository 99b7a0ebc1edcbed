using System.Text.Json;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Scopes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol.Device;

/// <summary>The device authorization endpoint (RFC 8628 §3.1).</summary>
internal sealed class DeviceAuthorizationEndpoint(ClientAuthenticator authenticator, ScopeCatalogue scopes, DeviceRequests requests, IOptions<ProtocolOptions> options)
{
    private readonly string _page = options.Value.Issuer + options.Value.DevicePath;

    public async Task HandleAsync(HttpContext http)
    {
        var codes = await StartAsync(http);
        if (codes.Refused) await OAuthResponse.WriteAsync(http, codes.Error);
        else await OAuthResponse.WriteAsync(http, codes.Value, Write);
    }

    private async Task<Result<DeviceCodes>> StartAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        var form = await RequestReader.FormAsync(http.Request, cancel);
        if (form.Refused) return form.Error;
        var client = await authenticator.AuthenticateAsync(http.Request, form.Value, cancel);
        if (client.Refused) return client.Error;
        if (!client.Value.Allows(GrantTypes.DeviceCode)) return OAuthError.UnauthorizedClient("The client is not registered for the device_code grant.");
        if (ScopeSet.Parse(form.Value[Names.Scope]) is not { } asked) return OAuthError.InvalidScope("The scope is malformed.");
        if (asked.Count == 0) return OAuthError.InvalidScope("The scope is missing.");
        if (!asked.IsSubsetOf(client.Value.Scopes)) return OAuthError.InvalidScope("A scope is not registered for this client.");
        if (scopes.Refuse(form.Value.Resources, asked, client.Value) is { } unreachable) return unreachable;
        return await requests.StartAsync(client.Value, scopes.Narrow(asked, form.Value.Resources, client.Value), Caller.Of(http), cancel);
    }

    // RFC 8628 §3.2
    private void Write(Utf8JsonWriter json, DeviceCodes codes)
    {
        json.WriteString("device_code", codes.DeviceCode);
        json.WriteString("user_code", codes.UserCode);
        json.WriteString("verification_uri", _page);
        json.WriteString("verification_uri_complete", $"{_page}?user_code={codes.UserCode}");
        json.WriteNumber("expires_in", (int)DeviceRequests.Lifetime.TotalSeconds);
        json.WriteNumber("interval", (int)DeviceRequests.Interval.TotalSeconds);
    }
}
