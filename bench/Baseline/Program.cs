using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

// What the machine can do: read a form, sign one ES256 token, answer JSON. No client, no check, no database; everything that a token endpoint adds to it is what the benchmark measures.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
await using var app = builder.Build();
var header = Base64Url.EncodeToString("""{"alg":"ES256","kid":"baseline","typ":"at+jwt"}"""u8) + ".";
using var keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

app.MapGet("/health/ready", () => "ready");
app.MapPost("/connect/token", async http =>
{
    var form = await http.Request.ReadFormAsync(http.RequestAborted);
    if (form["grant_type"] != "client_credentials") throw new BadHttpRequestException("Only client_credentials is here.");
    var token = Sign(form["scope"].ToString());
    var answer = new ArrayBufferWriter<byte>(1024);
    using (var json = new Utf8JsonWriter(answer))
    {
        json.WriteStartObject();
        json.WriteString("access_token", token);
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", 600);
        json.WriteEndObject();
    }
    http.Response.ContentType = "application/json";
    http.Response.ContentLength = answer.WrittenCount;
    await http.Response.BodyWriter.WriteAsync(answer.WrittenMemory, http.RequestAborted);
});
await app.RunAsync();

string Sign(string scope)
{
    var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    var payload = new ArrayBufferWriter<byte>(512);
    using (var json = new Utf8JsonWriter(payload))
    {
        json.WriteStartObject();
        json.WriteString("iss", "http://localhost");
        json.WriteString("sub", "worker");
        json.WriteString("aud", "resource-api");
        json.WriteString("client_id", "worker");
        json.WriteString("scope", scope);
        json.WriteNumber("iat", now);
        json.WriteNumber("exp", now + 600);
        json.WriteString("jti", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)));
        json.WriteEndObject();
    }
    var signed = header + Base64Url.EncodeToString(payload.WrittenSpan);
    return signed + "." + Base64Url.EncodeToString(keys.Value!.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
}
