using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class SearchIndexTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Replaced_profile_is_found_by_its_new_words_only()
    {
        var id = await api.PersonAsync("provider");
        var token = api.Token(subject: id);
        using var first = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"bio":"oldword","skills":["oldskill"],"languages":["en"],"location":{"lat":10,"lon":10}}""");
        Assert.Equal([id], await api.FoundAsync("""{"query":"oldword","skills":["oldskill"],"languages":["en"],"location":{"lat":10,"lon":10}}"""));
        using var second = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"bio":"newword","skills":["newskill"],"languages":["fr"],"location":{"lat":20,"lon":20}}""");
        Assert.Equal([id], await api.FoundAsync("""{"query":"newword","skills":["newskill"],"languages":["fr"],"location":{"lat":20,"lon":20}}"""));
        foreach (var old in (string[])["""{"query":"oldword"}""", """{"skills":["oldskill"]}""", """{"query":"newword","languages":["en"]}""", """{"location":{"lat":10,"lon":10}}"""])
            Assert.Empty(await api.FoundAsync(old));
        using var emptied = await api.SendAsync(HttpMethod.Put, "/users/me/", token, "{}");
        Assert.True(emptied.IsSuccessStatusCode);
        Assert.Empty(await api.FoundAsync("""{"location":{"lat":20,"lon":20}}"""));
        Assert.Contains(id, await api.FoundAsync("""{"limit":100}"""));
    }

    [Theory]
    [InlineData("UPDATE people SET disabled = 1 WHERE id = {0}", "UPDATE people SET disabled = 0 WHERE id = {0}")]
    [InlineData("UPDATE people SET user_type = 'customer' WHERE id = {0}", "UPDATE people SET user_type = 'provider' WHERE id = {0}")]
    public async Task Who_leaves_is_not_found_until_they_are_back(string leave, string back)
    {
        var word = "leaves" + leave.Length;
        var id = await api.JoinAsync("provider", profile => (profile.Bio, profile.Latitude, profile.Longitude) = (word, 0, 100));
        await RunAsync(leave, id);
        foreach (var search in (string[])[$$"""{"query":"{{word}}"}""", """{"limit":100}""", """{"location":{"lat":0,"lon":100}}""", """{"sort":"newest","limit":100}"""])
            Assert.DoesNotContain(id, await api.FoundAsync(search));
        await RunAsync(back, id);
        foreach (var search in (string[])[$$"""{"query":"{{word}}"}""", """{"limit":100}""", """{"location":{"lat":0,"lon":100}}""", """{"sort":"newest","limit":100}"""])
            Assert.Contains(id, await api.FoundAsync(search));
    }

    [Theory]
    [InlineData("DELETE FROM people WHERE id = {0}")]
    [InlineData("DELETE FROM profiles WHERE id = {0}")]
    public async Task Who_is_deleted_leaves_nothing_in_the_index(string delete)
    {
        var id = await api.JoinAsync("provider", profile => (profile.Bio, profile.Latitude, profile.Longitude) = ("deleted", 0, 110));
        var before = await CountAsync();
        await RunAsync(delete, id);
        Assert.Empty(await api.FoundAsync("""{"query":"deleted"}"""));
        Assert.Equal((before.People - 1, before.Texts - 1, before.Places - 1), await CountAsync());
    }

    [Fact]
    public async Task Person_is_found_once_whichever_of_news_and_profile_comes_first()
    {
        using var first = await api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(subject: "early"), """{"bio":"earlybird"}""");
        Assert.Empty(await api.FoundAsync("""{"query":"earlybird"}"""));
        await api.SeedAsync(db => db.Add(new ResourceApi.People.Person { Id = "early", Version = 1, Username = "early", UserType = "provider", Roles = "provider", CreatedAt = api.Clock.GetUtcNow() }));
        Assert.Equal(["early"], await api.FoundAsync("""{"query":"earlybird"}"""));
    }

    [Fact]
    public async Task Twenty_parallel_writers_leave_one_row_each()
    {
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
            ids.Add(await api.PersonAsync("provider"));
        var answers = await Task.WhenAll(ids.SelectMany(id => Enumerable.Range(0, 3).Select(i => api.SendAsync(HttpMethod.Put, "/users/me/", api.Token(subject: id), $$"""{"bio":"crowdword{{i}}"}"""))));
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.Equal(ids.Order(), (await api.FoundAsync("""{"query":"crowdword","limit":100}""")).Order());
    }

    private async Task RunAsync(string sql, string id)
    {
        using var scope = api.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ApiDbContext>().Database.ExecuteSqlRawAsync(sql, [id], TestContext.Current.CancellationToken);
    }

    private async Task<(int People, int Texts, int Places)> CountAsync()
    {
        using var scope = api.Services.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<ApiDbContext>().Database;
        async Task<int> Of(string sql) => (await database.SqlQueryRaw<int>(sql).ToListAsync(TestContext.Current.CancellationToken)).Single();
        return (await Of("SELECT count(*) AS Value FROM search_people"), await Of("SELECT count(*) AS Value FROM search_text_docsize"), await Of("SELECT count(*) AS Value FROM search_places"));
    }
}
