using System.Text.Json.Serialization;

namespace AuthServer.Protocol.Registration;

[JsonSerializable(typeof(ClientRegistrationRequest))]
[JsonSerializable(typeof(ClientInformation))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RegistrationJson : JsonSerializerContext;
