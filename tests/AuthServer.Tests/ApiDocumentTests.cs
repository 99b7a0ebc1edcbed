namespace AuthServer.Tests;

public sealed class ApiDocumentTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("POST", "/api/v1/register/", 201)]
    [InlineData("POST", "/api/v1/login/", 200)]
    [InlineData("POST", "/api/v1/refresh/", 200)]
    [InlineData("POST", "/api/v1/token/refresh/", 200)]
    [InlineData("POST", "/api/v1/logout/", 200)]
    [InlineData("POST", "/api/v1/email-verification-request/", 202)]
    [InlineData("POST", "/api/v1/email-verification-request/resend/", 202)]
    [InlineData("POST", "/api/v1/email-verification-confirm/", 200)]
    [InlineData("POST", "/api/v1/password-reset/request/", 202)]
    [InlineData("POST", "/api/v1/password-reset/confirm/", 200)]
    [InlineData("POST", "/api/v1/password/change/", 200)]
    [InlineData("POST", "/auth/register/", 201)]
    [InlineData("POST", "/auth/login/", 200)]
    [InlineData("POST", "/auth/login/verify/", 200)]
    [InlineData("POST", "/auth/pin/change/", 200)]
    [InlineData("POST", "/auth/pin/reset/", 202)]
    [InlineData("POST", "/auth/pin/reset/", 200)]
    [InlineData("GET", "/auth/pin/status/", 200)]
    [InlineData("POST", "/auth/phone-verification-request/", 202)]
    [InlineData("POST", "/auth/phone-verification-confirm/", 200)]
    [InlineData("GET", "/auth/sessions/", 200)]
    [InlineData("DELETE", "/auth/sessions/1/", 200)]
    [InlineData("POST", "/auth/sessions/revoke-all/", 200)]
    [InlineData("GET", "/auth/devices/", 200)]
    [InlineData("DELETE", "/auth/devices/1/", 200)]
    public async Task Every_route_of_accounts_is_described_with_a_summary_and_a_schema(string method, string path, int status)
    {
        var operation = (await HostDocument.OfAsync(shared.Host)).Operation(method, path);
        Assert.NotEmpty((string?)operation?["summary"] ?? "");
        Assert.NotNull(operation!["responses"]?[$"{status}"]?["content"]?["application/json"]?["schema"]);
    }

    [Fact]
    public async Task All_codes_of_one_status_are_listed_together()
    {
        var operation = (await HostDocument.OfAsync(shared.Host)).Operation("POST", "/auth/pin/set/");
        var refused = (string?)operation!["responses"]!["400"]!["description"];
        foreach (var code in new[] { "invalid_json", "unknown_field", "validation_failed", "weak_pin" }) Assert.Contains($"`{code}`", refused, StringComparison.Ordinal);
        var unauthorized = (string?)operation["responses"]!["401"]!["description"];
        foreach (var code in new[] { "missing_token", "invalid_token", "reauthentication_required" }) Assert.Contains($"`{code}`", unauthorized, StringComparison.Ordinal);
        Assert.Equal(["200", "400", "401", "403", "409", "413", "415", "429"], operation["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
    }
}
