using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Jwt;

/// <summary>A good token, and what is needed to make bad ones of it.</summary>
/// <param name="Good">The token.</param>
/// <param name="PublicKey">The JWK that it verifies under.</param>
/// <param name="OtherKeyId">The <c>kid</c> of another key that the place knows.</param>
/// <param name="Types">Every <c>typ</c> that the place takes, in lower case; an empty text where it may be absent.</param>
/// <param name="Sign">Signs header and payload; null where only the server under test has the key, and a changed token keeps its old signature.</param>
public sealed record JwtDraft(string Good, JsonObject PublicKey, string OtherKeyId, string[] Types, Func<byte[], byte[], string>? Sign)
{
    public string[] Segments { get; } = Good.Split('.');

    public string Header => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Segments[0]));

    public string Payload => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Segments[1]));

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public string Of(byte[] header, byte[] payload) => Sign?.Invoke(header, payload) ?? $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}.{Segments[2]}";

    public string Of(string header, string payload) => Of(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    /// <summary>The token with another header, signed as good ones are.</summary>
    public string WithHeader(string name, JsonNode? value) => Of(Changed(Header, name, value), Payload);

    /// <summary>The token with another claim, signed as good ones are; without it where the value is null.</summary>
    public string WithClaim(string name, JsonNode? value) => Of(Header, Changed(Payload, name, value));

    /// <summary>A header with a member changed; without it where the value is null.</summary>
    public static string Changed(string json, string name, JsonNode? value)
    {
        var changed = JsonNode.Parse(json)!.AsObject();
        changed.Remove(name);
        if (value is not null) changed[name] = value;
        return changed.ToJsonString();
    }
}
