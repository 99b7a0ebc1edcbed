using System.Text.Json.Serialization;

namespace AuthServer.Protocol.Tokens;

[JsonSerializable(typeof(CodeContent))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CodeJson : JsonSerializerContext;
