using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Marketplace;

/// <summary>Every route of ResourceApi with tokens that AuthServer issued: as it should go, and as it should not.</summary>
public sealed partial class EveryRouteTests(SharedPlatform shared)
{
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);

    [Fact]
    public async Task Every_route_answers_real_tokens_as_it_should_and_refuses_what_it_should()
    {
        var (auth, api) = (shared.Platform.Auth, shared.Platform.Api);
        using var customer = await Member.RegisterAsync(auth, api);
        using var provider = await Member.RegisterAsync(auth, api, "provider");
        using var admin = await Member.SignInAsync(auth, api, "admin", "Correct-horse-9");

        await Profiles(customer, provider);
        await FoundAndRated(customer, provider, admin);
        await Verified(provider, admin);
        await Webhook(customer);
        await IsAsync(null, "200", "GET", "/.well-known/oauth-protected-resource");
        await IsAsync(customer, "400 validation_failed", "POST", "/auth/user-type-change/", new { user_type = "king" });
        await IsAsync(customer, "200", "POST", "/auth/user-type-change/", new { user_type = "provider" });
        await IsAsync(customer, "401 invalid_token", "GET", "/auth/user-type/history/");
        await customer.RefreshAsync();
        await IsAsync(customer, "200", "GET", "/auth/user-type/history/");

        Assert.Equal(await DescribedAsync(api), _called.Order(StringComparer.Ordinal));
    }

    private async Task Profiles(Member customer, Member provider)
    {
        await IsAsync(customer, "200", "GET", "/users/me/");
        await IsAsync(customer, "400 read_only_field", "PUT", "/users/me/", new { roles = Array.Empty<string>() });
        await IsAsync(customer, "200", "PUT", "/users/me/", new { first_name = "Dana", date_of_birth = "1990-02-03", last_name = "Holt" });
        await IsAsync(provider, "400 validation_failed", "PATCH", "/users/me/", new { location = new { lat = 100, lon = 0 } });
        await IsAsync(provider, "200", "PATCH", "/users/me/", new { display_name = "Zebulon Tiles", bio = "Tiling since 1999", location = new { lat = 52.5, lon = 13.4 } });
        await IsAsync(provider, "400 invalid_image", "POST", "/users/profile/image/", new { image_base64 = "PHN2Zz4=" });
        await IsAsync(provider, "200", "POST", "/users/profile/image/", Papers.Image());
        var image = new Uri((await provider.SendAsync("GET", "/users/me/")).Get("data.image.small"));
        await IsAsync(null, "200", "GET", image.AbsolutePath, route: "GET /media/{name}");
        await IsAsync(null, "404 not_found", "GET", "/media/none.jpg", route: "GET /media/{name}");
        await IsAsync(null, "200", "HEAD", image.AbsolutePath, route: "HEAD /media/{name}");
        await IsAsync(provider, "200", "DELETE", "/users/profile/image/");
        await IsAsync(customer, "200", "GET", $"/users/{provider.Id}/", route: "GET /users/{id}");
        await IsAsync(customer, "404 not_found", "GET", "/users/nobody/", route: "GET /users/{id}");
        await IsAsync(customer, "200", "GET", "/auth/user-type/");
    }

    private async Task FoundAndRated(Member customer, Member provider, Member admin)
    {
        await IsAsync(customer, "201", "POST", $"/users/{provider.Id}/ratings/", new { rating = 5, comment = "Good" }, "POST /users/{id}/ratings");
        await IsAsync(customer, "409 already_rated", "POST", $"/users/{provider.Id}/ratings/", new { rating = 5 }, "POST /users/{id}/ratings");
        await IsAsync(customer, "200", "GET", $"/users/{provider.Id}/ratings/", route: "GET /users/{id}/ratings");
        var found = await IsAsync(customer, "200", "POST", "/users/search/", new { query = "zebulon", location = new { lat = 52.5, lon = 13.4 }, min_rating = 4 });
        Assert.Contains(found.Json!["data"]!["items"]!.AsArray(), item => item!["id"]!.ToString() == provider.Id);
        await IsAsync(customer, "400 validation_failed", "POST", "/users/search/", new { limit = 101 });
        await IsAsync(customer, "200", "POST", "/users/search/phone/", new { phone_number = "+12025550102" });
        await IsAsync(customer, "400 validation_failed", "POST", "/users/search/phone/", new { phone_number = "202555" });
        await IsAsync(admin, "200", "POST", "/users/search/phone/", new { phone_number = "12025550" });
    }

    private async Task Verified(Member provider, Member admin)
    {
        await IsAsync(provider, "400 validation_failed", "POST", "/users/verify/", new { verification_type = "identity", document_type = "passport", documents = Array.Empty<string>() });
        var first = (await IsAsync(provider, "201", "POST", "/users/verify/", Papers.Passport())).Get("data.id");
        await RenewedAsync(provider, "pending");
        await IsAsync(provider, "409 verification_open", "POST", "/api/v1/kyc/submit/", Papers.Passport());
        await IsAsync(provider, "200", "GET", $"/users/verifications/{first}/", route: "GET /users/verifications/{id}");
        await IsAsync(provider, "200", "GET", "/users/verifications/");
        await IsAsync(provider, "200", "GET", "/api/v1/kyc/status/");
        await IsAsync(provider, "403 forbidden", "GET", "/users/verifications/status_summary/");
        await IsAsync(admin, "200", "GET", "/users/verifications/status_summary/");
        var link = (await IsAsync(admin, "201", "POST", $"/users/verifications/{first}/documents/1/link/", route: "POST /users/verifications/{id}/documents/{number}/link", also: "200")).Get("data.url");
        await IsAsync(null, "200", "GET", link, route: "GET /documents/{token}");
        await IsAsync(null, "404 not_found", "GET", "/documents/none", route: "GET /documents/{token}");
        await IsAsync(admin, "409 invalid_transition", "POST", $"/users/verifications/{first}/mark_verified/", route: "POST /users/verifications/{id}/mark_verified");
        await IsAsync(admin, "200", "POST", $"/users/verifications/{first}/mark_in_progress/", route: "POST /users/verifications/{id}/mark_in_progress");
        await IsAsync(admin, "400 validation_failed", "POST", $"/users/verifications/{first}/mark_rejected/", new { }, "POST /users/verifications/{id}/mark_rejected");
        await IsAsync(admin, "200", "POST", $"/users/verifications/{first}/mark_rejected/", new { rejection_reason = "Blurred" }, "POST /users/verifications/{id}/mark_rejected");
        await RenewedAsync(provider, "rejected");
        await IsAsync(provider, "201", "POST", "/api/v1/kyc/submit/", Papers.Passport());
    }

    private async Task Webhook(Member member)
    {
        var id = (await IsAsync(member, "201", "POST", "/users/verify/", Papers.Passport())).Get("data.id");
        await RenewedAsync(member, "pending");
        var body = new JsonObject { ["type"] = "verification.updated", ["data"] = new JsonObject { ["verification_id"] = id, ["status"] = "verified" } }.ToJsonString();
        await IsAsync(null, "401 invalid_signature", "POST", "/api/v1/kyc/webhook/generic/", Signed(body, "not the key of anybody at all 000"), "POST /api/v1/kyc/webhook/{provider}");
        await IsAsync(null, "200", "POST", "/api/v1/kyc/webhook/generic/", Signed(body, "dev-webhook-secret-0123456789ab"), "POST /api/v1/kyc/webhook/{provider}");
        await RenewedAsync(member, "verified");
    }

    private static StringContent Signed(string body, string secret)
    {
        var (id, time) = ("evt_" + RandomNumberGenerator.GetHexString(12), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.TryAddWithoutValidation("webhook-id", id);
        content.Headers.TryAddWithoutValidation("webhook-timestamp", time);
        content.Headers.TryAddWithoutValidation("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{time}.{body}"))));
        return content;
    }

    // AuthServer is told a little later; from then on the old token is refused.
    private static Task RenewedAsync(Member member, string status) => Eventually.TrueAsync(
        async () =>
        {
            await member.RefreshAsync();
            return member.Claims()["kyc_status"]?.ToString() == status && (await member.SendAsync("GET", "/users/me/")).Status == System.Net.HttpStatusCode.OK;
        },
        TimeSpan.FromSeconds(15),
        () => $"It does not come to {status}.");

    private async Task<JsonAnswer> IsAsync(Member? member, string expected, string method, string path, object? body = null, string? route = null, string? also = null)
    {
        using var nobody = new PlatformClient(shared.Platform.Api);
        var answer = member is not null ? await member.SendAsync(method, path, body) : await nobody.SendAsync(new HttpMethod(method), path, body as HttpContent, null);
        var outcome = $"{(int)answer.Status} {answer["code"]}".Trim();
        Assert.True(outcome == expected || outcome == also, $"{method} {path}: {outcome}, not {expected}: {answer.Text[..Math.Min(answer.Text.Length, 300)]}");
        _called.Add(route ?? $"{method} {path.TrimEnd('/')}");
        return answer;
    }

    private static async Task<IEnumerable<string>> DescribedAsync(Uri api)
    {
        using var client = new PlatformClient(api);
        var paths = (await client.GetAsync("/openapi/v1.json")).Json!["paths"]!.AsObject();
        return paths.SelectMany(path => path.Value!.AsObject().Where(member => Method().IsMatch(member.Key)).Select(member => $"{member.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}"))
            // Its caller is AuthServer: every other test here lives on it.
            .Where(route => route != "POST /events").Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^(get|put|post|patch|delete|head)$")]
    private static partial Regex Method();
}
