using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace EndToEnd.Clients;

/// <summary>Authorization requests of the seeded clients.</summary>
internal static class AuthorizeUrl
{
    public const string WebCallback = "http://localhost:5300/signin-oidc";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static string Challenge { get; } = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A request of <c>web</c>.</summary>
    /// <param name="authServer">The server.</param>
    /// <param name="changes">Parameters that differ; null leaves one out.</param>
    public static Uri Web(Uri authServer, params IEnumerable<(string Name, string? Value)> changes) => For(authServer, "web", WebCallback, changes);

    /// <summary>A request of a client.</summary>
    public static Uri For(Uri authServer, string client, string redirectUri, params IEnumerable<(string Name, string? Value)> changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = client,
            ["redirect_uri"] = redirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid profile email offline_access",
            ["state"] = "af0ifjsldkj",
            ["nonce"] = "n-0S6_WzA2Mj",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return new Uri(authServer, "/connect/authorize?" + string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}")));
    }

    /// <summary>The parameters of the answer that a client was sent.</summary>
    public static Dictionary<string, string> Answer(string address)
    {
        var query = HttpUtility.ParseQueryString(new Uri(address).Query);
        return query.AllKeys.ToDictionary(k => k!, k => query[k]!);
    }
}
