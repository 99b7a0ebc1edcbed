using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>Posts authorization requests: a good one goes on to the pages, a bad one back to the client.</summary>
internal static class AuthorizeForm
{
    public static async Task<JwtVerdict> SendAsync(Server server, string callback, string error, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var response = await server.OAuth.Http.PostAsync("/connect/authorize", content);
        var location = response.Headers.Location?.OriginalString ?? "";
        return JwtVerdict.Of(
            response.StatusCode == HttpStatusCode.SeeOther && location.StartsWith("/connect/authorize/resume?", StringComparison.Ordinal),
            (response.StatusCode == HttpStatusCode.SeeOther && location.StartsWith(callback + "?error=" + error + "&", StringComparison.Ordinal)) || response.StatusCode == HttpStatusCode.RequestEntityTooLarge,
            $"{(int)response.StatusCode} {location}");
    }
}
