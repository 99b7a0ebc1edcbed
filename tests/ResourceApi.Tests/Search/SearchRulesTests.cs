using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class SearchRulesTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("""{"query":"a\u0000b"}""", "query")]
    [InlineData("""{"query":"a\nb"}""", "query")]
    [InlineData("""{"query":"\ue000plumbing\ue000"}""", "query")]
    [InlineData("""{"query":"1 2 3 4 5 6 7 8 9 10 11"}""", "query")]
    [InlineData("""{"query":7}""", "query")]
    [InlineData("""{"skills":["ok",""]}""", "skills[1]")]
    [InlineData("""{"skills":["a\u0007"]}""", "skills[0]")]
    [InlineData("""{"skills":[null]}""", "skills[0]")]
    [InlineData("""{"languages":["english"]}""", "languages[0]")]
    [InlineData("""{"languages":["% OR 1=1"]}""", "languages[0]")]
    [InlineData("""{"location":{"lat":91,"lon":0}}""", "location.lat")]
    [InlineData("""{"location":{"lat":0,"lon":181}}""", "location.lon")]
    [InlineData("""{"location":{"lat":0}}""", "location.lon")]
    [InlineData("""{"location":{"lat":0,"lon":0,"radius_km":0}}""", "location.radius_km")]
    [InlineData("""{"location":{"lat":0,"lon":0,"radius_km":501}}""", "location.radius_km")]
    [InlineData("""{"location":{"lat":0,"lon":0,"radius_km":1e999}}""", "location.radius_km")]
    [InlineData("""{"min_rating":0.5}""", "min_rating")]
    [InlineData("""{"min_rating":5.1}""", "min_rating")]
    [InlineData("""{"min_rating":4.555}""", "min_rating")]
    [InlineData("""{"sort":"distance"}""", "sort")]
    [InlineData("""{"sort":"rating DESC; --"}""", "sort")]
    [InlineData("""{"sort":1}""", "sort")]
    [InlineData("""{"limit":0}""", "limit")]
    [InlineData("""{"limit":101}""", "limit")]
    [InlineData("""{"limit":-1}""", "limit")]
    [InlineData("""{"available":"yes"}""", "available")]
    public async Task Bad_value_is_named_by_its_field(string json, string field)
    {
        using var answer = await api.SearchAsync(json);
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Contains(field, body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("""{"query":"\ud800"}""", 400, "validation_failed")]
    [InlineData("""{"order_by":"id"}""", 400, "unknown_field")]
    [InlineData("""{"location":{"lat":1,"lon":1,"radius":5}}""", 400, "unknown_field")]
    [InlineData("[]", 400, "invalid_json")]
    public async Task Body_is_strict(string json, int status, string code)
    {
        using var answer = await api.SearchAsync(json);
        await ApiHost.ProblemAsync(answer, status, code);
    }

    [Theory]
    [InlineData(201, "validation_failed", 400)]
    [InlineData(100_000, "payload_too_large", 413)]
    public async Task Long_query_is_refused(int length, string code, int status)
    {
        using var answer = await api.SearchAsync($$"""{"query":"{{new string('a', length)}}"}""");
        await ApiHost.ProblemAsync(answer, status, code);
    }
}
