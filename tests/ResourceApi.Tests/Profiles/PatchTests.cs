using System.Net;
using System.Text;
using System.Text.Json;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Profiles;

public sealed class PatchTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Full = """{"first_name":"Ada","bio":"Text","address":{"line1":"1 Road","city":"London","country":"GB"},"location":{"lat":51.5,"lon":-0.12},"skills":["a","b"],"languages":["en"]}""";

    [Fact]
    public async Task What_a_patch_leaves_out_stays_and_null_empties()
    {
        var token = api.Token(subject: "patcher");
        await PatchAsync(token, Full);
        var data = await PatchAsync(token, """{"bio":null,"address":{"city":"Leeds","line1":null},"skills":["c"]}""");
        Assert.Equal(("Ada", JsonValueKind.Null), (data.GetProperty("first_name").GetString(), data.GetProperty("bio").ValueKind));
        Assert.Equal(("Leeds", "GB", JsonValueKind.Null), (Address("city").GetString(), Address("country").GetString(), Address("line1").ValueKind));
        Assert.Equal(["c"], data.GetProperty("skills").EnumerateArray().Select(skill => skill.GetString()));
        Assert.Equal(51.5, data.GetProperty("location").GetProperty("lat").GetDouble());
        Assert.Equal(JsonValueKind.Null, (await PatchAsync(token, """{"location":null}""")).GetProperty("location").ValueKind);

        JsonElement Address(string name) => data.GetProperty("address").GetProperty(name);
    }

    [Theory]
    [InlineData("""{"roles":["admin"]}""", "read_only_field")]
    [InlineData("""{"is_verified":true}""", "read_only_field")]
    [InlineData("""{"kyc_status":"verified"}""", "read_only_field")]
    [InlineData("""{"phone_number":"+12025550100"}""", "read_only_field")]
    [InlineData("""{"favourite":1}""", "unknown_field")]
    [InlineData("""{"bio":7}""", "validation_failed")]
    [InlineData("""{"location":{"lat":1}}""", "validation_failed")]
    [InlineData("""{"location":{"lat":91,"lon":0}}""", "validation_failed")]
    [InlineData("""{"skills":[null]}""", "validation_failed")]
    [InlineData("""{"bio":"a","bio":"b"}""", "invalid_json")]
    [InlineData("""["bio"]""", "invalid_json")]
    public async Task A_patch_that_cannot_be_taken_changes_nothing(string patch, string code)
    {
        var token = api.Token(subject: "refused");
        await PatchAsync(token, Full);
        var before = await TagAsync(token);
        using var answer = await SendAsync(token, patch);
        await ApiHost.ProblemAsync(answer, 400, code);
        Assert.Equal(before, await TagAsync(token));
    }

    [Fact]
    public async Task A_stale_patch_is_refused()
    {
        var token = api.Token(subject: "stale");
        await PatchAsync(token, Full);
        using var answer = await SendAsync(token, """{"bio":"x"}""", "\"1\"");
        await ApiHost.ProblemAsync(answer, 412, "precondition_failed");
    }

    [Fact]
    public async Task Patches_of_different_members_at_once_are_all_kept()
    {
        var token = api.Token(subject: "many");
        string[] names = ["first_name", "last_name", "display_name", "bio", "gender"];
        await Task.WhenAll(names.Select(name => PatchAsync(token, $$"""{"{{name}}":"{{name}}"}""")));
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        var data = (await ApiHost.BodyAsync(answer)).GetProperty("data");
        Assert.All(names, name => Assert.Equal(name, data.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task What_others_see_is_an_allow_list_by_who_looks()
    {
        var ids = new Dictionary<string, string>();
        foreach (var type in new[] { "customer", "provider", "admin" })
        {
            ids[type] = await api.PersonAsync(type, "+12025550150", person => person.KycStatus = "verified");
            await PatchAsync(api.Token(subject: ids[type]), """{"display_name":"D","bio":"B","date_of_birth":"1990-01-01","hourly_rate":10,"currency":"EUR","availability":"busy","address":{"line1":"Secret street","city":"Leeds"},"location":{"lat":1.23456,"lon":2.34567}}""");
        }
        string[] common = ["id", "user_type", "display_name", "verified", "member_since", "languages"];
        string[] offer = [.. common, "bio", "skills", "hourly_rate", "currency", "availability", "city"];
        Assert.Equal(offer, await SeenAsync("customer", "provider"));
        Assert.Equal([.. common, "city"], await SeenAsync("provider", "customer"));
        Assert.Equal(common, await SeenAsync("customer", "customer"));
        Assert.Equal([.. offer, "kyc_status", "username"], await SeenAsync("admin", "customer"));

        // An administrator's token without the role is anybody's.
        Assert.Equal(common, await SeenAsync("admin", "customer", "customer"));

        async Task<IEnumerable<string>> SeenAsync(string who, string whom, string? role = null)
        {
            using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{ids[whom]}/", api.Token(subject: ids[who], role: role ?? who));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await ApiHost.BodyAsync(answer);
            foreach (var secret in new[] { "Secret street", "+1202", "1990", "1.23456", "2.34567" })
                Assert.DoesNotContain(secret, body.GetRawText(), StringComparison.Ordinal);
            // Pictures and ratings come and go with what else is there.
            return body.GetProperty("data").EnumerateObject().Select(member => member.Name).Except(["image", "rating"]);
        }
    }

    [Fact]
    public async Task Nobody_and_somebody_disabled_look_the_same()
    {
        var disabled = await api.PersonAsync("provider", change: person => person.Disabled = true);
        var token = api.Token(subject: await api.PersonAsync("customer"));
        foreach (var id in new[] { disabled, Guid.CreateVersion7().ToString(), "x", new string('a', 500) })
        {
            using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{id}/", token);
            await ApiHost.ProblemAsync(answer, 404, "not_found");
        }
    }

    private async Task<string> TagAsync(string token)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, "/users/me/", token);
        return answer.Headers.ETag!.Tag;
    }

    private async Task<JsonElement> PatchAsync(string token, string patch)
    {
        using var answer = await SendAsync(token, patch);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await ApiHost.BodyAsync(answer)).GetProperty("data");
    }

    private Task<HttpResponseMessage> SendAsync(string token, string patch, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, "/users/me/") { Content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json") };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return api.SendAsync(request, token);
    }
}
