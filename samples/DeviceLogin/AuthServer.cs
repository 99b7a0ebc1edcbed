using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DeviceLogin;

/// <summary>The calls of a device without a browser (RFC 8628): plain HTTP and JSON, no library needed.</summary>
internal sealed class AuthServer(HttpClient http, JsonNode metadata, string clientId)
{
    /// <summary>Reads where the endpoints are.</summary>
    public static async Task<AuthServer> OfAsync(HttpClient http, Uri issuer, string clientId) =>
        new(http, await http.GetFromJsonAsync<JsonNode>(new Uri(issuer, "/.well-known/openid-configuration")) ?? throw new DeviceException("no metadata"), clientId);

    /// <summary>§3.1: asks for a code for the device and one for its user.</summary>
    public async Task<JsonNode> StartAsync(string scope)
    {
        var (ok, answer) = await PostAsync("device_authorization_endpoint", ("scope", scope));
        return ok ? answer : throw new DeviceException($"the server refuses to begin: {answer["error"]}");
    }

    /// <summary>§3.4, §3.5: asks every so often whether the user has decided.</summary>
    public async Task<JsonNode> WaitAsync(JsonNode codes)
    {
        var interval = TimeSpan.FromSeconds(codes["interval"]?.GetValue<int>() ?? 5);
        while (true)
        {
            await Task.Delay(interval);
            var (ok, answer) = await PostAsync("token_endpoint", ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", Text(codes, "device_code")));
            if (ok) return answer;
            switch (answer["error"]?.GetValue<string>())
            {
                case "authorization_pending": break;
                case "slow_down": interval += TimeSpan.FromSeconds(5); break;
                case "access_denied": throw new DeviceException("the user said no");
                case "expired_token": throw new DeviceException("nobody entered the code in time; start again");
                case var other: throw new DeviceException($"the server answered {other}");
            }
        }
    }

    /// <summary>Exchanges a refresh token for new tokens.</summary>
    public async Task<JsonNode> RefreshAsync(string refreshToken)
    {
        var (ok, answer) = await PostAsync("token_endpoint", ("grant_type", "refresh_token"), ("refresh_token", refreshToken));
        return ok ? answer : throw new DeviceException($"the refresh token is refused: {answer["error"]}");
    }

    /// <summary>Who signed in.</summary>
    public async Task<JsonNode> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Text(metadata, "userinfo_endpoint"));
        request.Headers.Authorization = new("Bearer", accessToken);
        using var response = await http.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonNode>() ?? throw new DeviceException("no userinfo");
    }

    /// <summary>A member of an answer.</summary>
    public static string Text(JsonNode answer, string name) => answer[name]?.GetValue<string>() ?? throw new DeviceException($"no {name} in the answer");

    private async Task<(bool Ok, JsonNode Answer)> PostAsync(string endpoint, params (string Name, string Value)[] form)
    {
        using var body = new FormUrlEncodedContent([new("client_id", clientId), .. form.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var response = await http.PostAsync(new Uri(Text(metadata, endpoint)), body);
        return (response.IsSuccessStatusCode, await response.Content.ReadFromJsonAsync<JsonNode>() ?? throw new DeviceException("the answer is no JSON"));
    }
}
