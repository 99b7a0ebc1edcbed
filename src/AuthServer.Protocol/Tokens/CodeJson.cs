using System.Text.Json.Serialization;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Tokens;

[JsonSerializable(typeof(CodeContent))]
[JsonSerializable(typeof(GrantedClaims))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CodeJson : JsonSerializerContext;
