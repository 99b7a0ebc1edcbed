using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthServer.Protocol.Tokens;

[JsonSerializable(typeof(CodeContent))]
internal sealed partial class CodeJson : JsonSerializerContext
{
    /// <summary>As short as JSON can be: what is sealed is no HTML, and six characters for an ampersand would make long codes of long redirect URIs.</summary>
    public static CodeJson Compact { get; } = new(new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
