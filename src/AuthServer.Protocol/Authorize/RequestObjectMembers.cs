using System.Text.Json;
using AuthServer.Protocol.Requests;

namespace AuthServer.Protocol.Authorize;

/// <summary>Turns the members of a request object into the parameters that they stand for (RFC 9101 §4).</summary>
internal static class RequestObjectMembers
{
    // Of the JWT, not of the request.
    private static readonly string[] OfTheToken = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    /// <summary>The parameters; null where a member can be none.</summary>
    public static Parameters? Read(JsonElement claims)
    {
        var values = new Dictionary<string, string>();
        var resources = new List<string>();
        foreach (var member in claims.EnumerateObject().Where(m => !OfTheToken.Contains(m.Name)))
        {
            if (member.Name == Names.Resource)
            {
                // RFC 8707 §2: one, or several.
                foreach (var resource in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
                {
                    if (resource.ValueKind != JsonValueKind.String || Parameter(resource) is not { Length: > 0 } name) return null;
                    resources.Add(name);
                }
            }
            else if (Parameter(member.Value) is not { } value)
            {
                return null;
            }
            else if (value.Length > 0)
            {
                values.Add(member.Name, value);
            }
        }
        return new Parameters(values, resources);
    }

    // RFC 9101 §4: numbers and objects, such as max_age and claims, have their JSON spelling as parameters too.
    private static string? Parameter(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
        // As in a form: UrlEncoded refuses it.
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }
}
