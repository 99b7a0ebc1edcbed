using System.Text.Json.Nodes;
using Testing.Jwt;

namespace AuthServer.Protocol.Tests.Tokens.JwtPlaces;

/// <summary>Makes drafts of tokens that the server signs itself: whoever changes one has no key to sign it with.</summary>
internal static class OwnToken
{
    public static async Task<JwtDraft> DraftAsync(Server server, string token, string type)
    {
        var keys = JsonNode.Parse(await server.OAuth.Http.GetStringAsync("/.well-known/jwks"))!["keys"]!.AsArray().Select(k => k!.AsObject()).ToList();
        var id = OAuth.Header(token)["kid"]!.ToString();
        var other = keys.First(k => k["kid"]!.ToString() != id)["kid"]!.ToString();
        return new JwtDraft(token, keys.Single(k => k["kid"]!.ToString() == id), other, [type], Sign: null);
    }
}
