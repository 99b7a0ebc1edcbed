using System.Text.Json;
using ResourceApi.Tests.Search;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Ratings;

/// <summary>People who rate, and what is read of it.</summary>
internal static class Raters
{
    public static Task<HttpResponseMessage> RateAsync(this ApiHost api, string token, string ratee, string json = """{"rating":4}""") =>
        api.SendAsync(HttpMethod.Post, $"/users/{ratee}/ratings/", token, json);

    /// <summary>The token of a new person of a type.</summary>
    public static async Task<string> TokenOfAsync(this ApiHost api, string type) => api.Token(subject: await api.PersonAsync(type), role: type);

    public static async Task<JsonElement> RatingsAsync(this ApiHost api, string ratee, string query = "", string? token = null)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, $"/users/{ratee}/ratings/{query}", token ?? api.Token());
        return await Market.DataAsync(answer);
    }

    public static async Task<(decimal? Average, int Count)> SummaryAsync(this ApiHost api, string ratee, string? token = null)
    {
        var rating = (await api.RatingsAsync(ratee, token: token)).GetProperty("rating");
        var average = rating.GetProperty("average");
        return (average.ValueKind == JsonValueKind.Null ? null : average.GetDecimal(), rating.GetProperty("count").GetInt32());
    }
}
