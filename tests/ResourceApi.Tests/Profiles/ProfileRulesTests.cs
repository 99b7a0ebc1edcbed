using System.Net;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Profiles;

public sealed class ProfileRulesTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""{"date_of_birth":"2030-05-17"}""", "date_of_birth")]
    [InlineData("""{"date_of_birth":"1899-12-31"}""", "date_of_birth")]
    [InlineData("""{"date_of_birth":"10.12.1990"}""", "date_of_birth")]
    [InlineData("""{"locale":"english"}""", "locale")]
    [InlineData("""{"locale":"en_GB"}""", "locale")]
    [InlineData("""{"time_zone":"Mars/Olympus"}""", "time_zone")]
    [InlineData("""{"time_zone":"../../etc/passwd"}""", "time_zone")]
    [InlineData("""{"location":{"lat":90.1,"lon":0}}""", "location.lat")]
    [InlineData("""{"location":{"lat":0,"lon":-180.1}}""", "location.lon")]
    [InlineData("""{"location":{"lat":1}}""", "location.lon")]
    [InlineData("""{"location":{"lat":"1","lon":1}}""", "location.lat")]
    [InlineData("""{"hourly_rate":-1}""", "hourly_rate")]
    [InlineData("""{"hourly_rate":1.234}""", "hourly_rate")]
    [InlineData("""{"hourly_rate":"12"}""", "hourly_rate")]
    [InlineData("""{"currency":"eur"}""", "currency")]
    [InlineData("""{"address":{"country":"Germany"}}""", "address.country")]
    [InlineData("""{"first_name":"a\u0000b"}""", "first_name")]
    [InlineData("""{"first_name":"a\nb"}""", "first_name")]
    [InlineData("""{"first_name":"a\u001b[31m"}""", "first_name")]
    [InlineData("""{"display_name":"a\u0301\u0301\u0301\u0301\u0301"}""", "display_name")]
    [InlineData("""{"display_name":"\ud800"}""", "display_name")]
    [InlineData("""{"skills":["ok","a\tb"]}""", "skills[1]")]
    [InlineData("""{"skills":[null]}""", "skills[0]")]
    [InlineData("""{"skills":"one"}""", "skills")]
    [InlineData("""{"languages":["en","?"]}""", "languages[1]")]
    [InlineData("""{"availability":"sometimes"}""", "availability")]
    [InlineData("""{"availability":1}""", "availability")]
    [InlineData("""{"service_radius_km":0}""", "service_radius_km")]
    [InlineData("""{"service_radius_km":501}""", "service_radius_km")]
    [InlineData("""{"service_radius_km":1.5}""", "service_radius_km")]
    [InlineData("""{"discoverable_by_phone":"no"}""", "discoverable_by_phone")]
    public async Task Bad_value_is_named_by_its_field(string json, string field)
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), json);
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal(field, Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Lengths_and_counts_are_limited()
    {
        var json = $$"""{"first_name":"{{new string('a', 101)}}","bio":"{{new string('b', 2001)}}","skills":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"s{i}\""))}}]}""";
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), json);
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal(["bio", "first_name", "skills"], body.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        using var longSkill = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), $$"""{"skills":["{{new string('s', 65)}}"]}""");
        await ApiHost.ProblemAsync(longSkill, 400, "validation_failed");
    }

    [Theory]
    [InlineData("phone_number")]
    [InlineData("is_verified")]
    [InlineData("roles")]
    [InlineData("kyc_status")]
    [InlineData("id")]
    [InlineData("email")]
    [InlineData("username")]
    [InlineData("user_type")]
    public async Task Fields_of_identity_can_not_be_set(string field)
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), $$"""{"first_name":"A","{{field}}":null}""");
        var body = await ApiHost.ProblemAsync(answer, 400, "read_only_field");
        Assert.Equal(field, Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Unknown_fields_are_named_at_every_depth()
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), """{"firstName":"A","address":{"town":"B"}}""");
        var body = await ApiHost.ProblemAsync(answer, 400, "unknown_field");
        Assert.Equal(["firstName", "address.town"], body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Invisible_and_bidirectional_characters_are_taken_out()
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), """{"display_name":" \u202eAda\u200b \u2066L\u2069 ","first_name":"\u200b"}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var data = (await ApiHost.BodyAsync(answer)).GetProperty("data");
        Assert.Equal("Ada L", data.GetProperty("display_name").GetString());
        Assert.Null(data.GetProperty("first_name").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"first_name\":\"A\"")]
    [InlineData("{\"first_name\":\"A\"} x")]
    [InlineData("{\"first_name\":\"A\",\"first_name\":\"B\"}")]
    [InlineData("{\"first_name\":\"A\",}")]
    [InlineData("{/**/}")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task Body_is_one_JSON_object(string json)
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), json);
        await ApiHost.ProblemAsync(answer, 400, "invalid_json");
    }

    [Fact]
    public async Task Large_body_is_refused()
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(), $$"""{"bio":"{{new string('a', 70_000)}}"}""");
        await ApiHost.ProblemAsync(answer, 413, "payload_too_large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Body_must_be_JSON_in_UTF8(string mediaType)
    {
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/users/me/");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + api.Token());
        request.Content = new ByteArrayContent("{}"u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(answer, 415, "unsupported_media_type");
    }
}
