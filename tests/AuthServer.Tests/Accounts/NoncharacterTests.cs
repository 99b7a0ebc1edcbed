using System.Net;
using System.Text.Json.Nodes;

namespace AuthServer.Tests.Accounts;

/// <summary>U+FFFE, which Unicode's normalisation refuses, is a wrong secret and no name: never an error of the server.</summary>
public sealed class NoncharacterTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Odd = "a\uFFFEb-22222";
    private const string PinGrant = "urn:authplatform:grant-type:pin";

    [Theory]
    [InlineData("password", "username", "password", "alice", Odd)]
    [InlineData("password", "username", "password", Odd, "Correct-horse-7")]
    [InlineData("password", "username", "password", Odd + "@example.com", "Correct-horse-7")]
    [InlineData("password", "username", "password", "a@" + Odd + ".example", "Correct-horse-7")]
    [InlineData(PinGrant, "phone_number", "pin", "+12025550102", Odd)]
    [InlineData(PinGrant, "phone_number", "pin", Odd, "6184")]
    public async Task Token_endpoint_refuses_it_as_wrong(string grant, string nameField, string secretField, string name, string secret)
    {
        using var app = new OAuth(shared.Host);
        var answer = await app.TokenAsync(("grant_type", grant), ("client_id", "mobile"), (nameField, name), (secretField, secret));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Device_may_be_named_with_it()
    {
        using var app = new OAuth(shared.Host);
        foreach (var field in new[] { "device_name", "device_type", "device_platform", "device_app_version" })
        {
            var answer = await app.TokenAsync(("grant_type", PinGrant), ("client_id", "mobile"), ("phone_number", "+12025550101"), ("pin", "4927"), ("device_id", "0123456789abcdef-fffe"), (field, Odd));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    [Theory]
    [InlineData("/auth/login/", """{"phone_number":"+12025550103","pin":"ODD"}""")]
    [InlineData("/auth/login/", """{"phone_number":"ODD","pin":"4927"}""")]
    [InlineData("/api/v1/login/", """{"username":"admin","password":"ODD"}""")]
    [InlineData("/api/v1/login/", """{"username":"ODD","password":"ODD"}""")]
    [InlineData("/api/v1/login/", """{"email":"ODD@example.com","password":"ODD"}""")]
    [InlineData("/auth/register/", """{"phone_number":"+12025550171","pin":"ODD"}""")]
    [InlineData("/auth/register/", """{"phone_number":"ODD","pin":"8305"}""")]
    [InlineData("/auth/register/", """{"phone_number":"+12025550172","pin":"8305","email":"ODD@example.com"}""")]
    [InlineData("/auth/register/", """{"phone_number":"+12025550172","pin":"8305","email":"a@ODD.example"}""")]
    [InlineData("/auth/register/", """{"phone_number":"+12025550172","pin":"8305","username":"ODD"}""")]
    [InlineData("/auth/register/", """{"phone_number":"+12025550172","pin":"8305","device":{"id":"ODD"}}""")]
    [InlineData("/api/v1/register/", """{"username":"fiona","email":"fiona@example.com","password":"ODD"}""")]
    [InlineData("/api/v1/register/", """{"username":"fiona","email":"ODD@example.com","password":"long-enough-22"}""")]
    public async Task Rest_routes_refuse_it(string path, string body)
    {
        using var rest = new Rest(shared.Host);
        var answer = await rest.PostTextAsync(path, body.Replace("ODD", "a\\uFFFEb-22222", StringComparison.Ordinal));
        Assert.True((int)answer.Status is >= 400 and < 500, $"{(int)answer.Status} {answer.Body}");
    }

    [Theory]
    [InlineData("first_name")]
    [InlineData("last_name")]
    public async Task Person_s_name_with_it_is_none(string field)
    {
        using var rest = new Rest(shared.Host);
        var answer = await rest.PostAsync("/auth/register/", new JsonObject { ["phone_number"] = field == "first_name" ? "+12025550173" : "+12025550174", ["pin"] = "8305", [field] = Odd, ["device"] = new JsonObject { ["id"] = "0123456789abcdef-fffe", ["name"] = Odd } });
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{(int)answer.Status} {answer.Body}");
        Assert.DoesNotContain("\uFFFE", answer.Body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }
}
