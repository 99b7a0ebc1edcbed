using System.Text.Json;
using ResourceApi.People;
using ResourceApi.Profiles;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

/// <summary>People of a marketplace, and searches among them.</summary>
internal static class Market
{
    public const string Path = "/users/search/";

    /// <summary>Has a person with a profile known; returns their <c>sub</c>.</summary>
    public static async Task<string> JoinAsync(this ApiHost api, string type, Action<Profile>? profile = null, string? phone = null, Action<Person>? person = null)
    {
        var id = await api.PersonAsync(type, phone, person);
        var row = new Profile { Id = id, CreatedAt = api.Clock.GetUtcNow(), UpdatedAt = api.Clock.GetUtcNow() };
        profile?.Invoke(row);
        await api.SeedAsync(db => db.Add(row));
        return id;
    }

    public static Task<HttpResponseMessage> SearchAsync(this ApiHost api, string json, string? token = null) =>
        api.SendAsync(HttpMethod.Post, Path, token ?? api.CustomerToken(), json);

    /// <summary>The token of a customer of whom nothing else is known.</summary>
    public static string CustomerToken(this ApiHost api) => api.Token("search", role: "customer");

    /// <summary>The ids that a search finds, in order.</summary>
    public static async Task<string[]> FoundAsync(this ApiHost api, string json, string? token = null)
    {
        using var answer = await api.SearchAsync(json, token);
        return Ids(await DataAsync(answer));
    }

    public static async Task<JsonElement> DataAsync(HttpResponseMessage answer)
    {
        var body = await ApiHost.BodyAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, body.GetRawText());
        return body.GetProperty("data");
    }

    public static string[] Ids(JsonElement data) => [.. data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
