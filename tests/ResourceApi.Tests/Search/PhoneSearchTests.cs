using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ResourceApi.Data;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Search;

public sealed class PhoneSearchTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static int _numbers;

    [Theory]
    [InlineData("customer", "provider", true)]
    [InlineData("provider", "customer", true)]
    [InlineData("customer", "customer", false)]
    [InlineData("provider", "provider", false)]
    [InlineData("customer", "admin", false)]
    [InlineData("admin", "customer", true)]
    public async Task Whole_number_finds_its_owner_by_the_rule_of_who_finds_whom(string caller, string owner, bool finds)
    {
        var phone = Number();
        var id = await api.JoinAsync(owner, phone: phone);
        Assert.Equal(finds ? [id] : [], await FoundAsync(phone, await CallerAsync(caller)));
    }

    [Fact]
    public async Task Item_has_the_members_of_a_search_and_no_number()
    {
        var phone = Number();
        await api.JoinAsync("provider", profile => profile.Latitude = profile.Longitude = 12.345678, phone);
        using var answer = await SendAsync(phone, await CallerAsync("customer"));
        var data = await Market.DataAsync(answer);
        Assert.Equal(["items"], data.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["id", "display_name", "user_type", "verified", "image", "bio", "skills", "hourly_rate", "currency", "languages", "availability", "rating", "distance_km"],
            data.GetProperty("items")[0].EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain(phone[1..], data.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("12.3", data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_must_not_be_found_answers_as_nobody_does()
    {
        var (nobody, disabled, unproved, hidden, sameType) = (Number(), Number(), Number(), Number(), Number());
        await api.JoinAsync("provider", phone: disabled, person: person => person.Disabled = true);
        await api.JoinAsync("provider", phone: unproved, person: person => person.IsPhoneVerified = false);
        await api.JoinAsync("provider", profile => profile.DiscoverableByPhone = false, hidden);
        await api.JoinAsync("customer", phone: sameType);
        var (caller, texts) = (await CallerAsync("customer"), new HashSet<string>());
        foreach (var phone in (string[])[nobody, disabled, unproved, hidden, sameType])
        {
            using var answer = await SendAsync(phone, caller);
            Assert.Equal(200, (int)answer.StatusCode);
            texts.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + answer.Content.Headers);
        }
        Assert.Empty(JsonElement.Parse(Assert.Single(texts).Split("Content-Type")[0]).GetProperty("data").GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_does_not_want_to_be_found_by_number_is_found_by_name()
    {
        var phone = Number();
        var id = await api.PersonAsync("provider", phone);
        var token = api.Token(subject: id);
        using var hides = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"bio":"shyprovider","discoverable_by_phone":false}""");
        Assert.Empty(await FoundAsync(phone, await CallerAsync("customer")));
        Assert.Equal([id], await api.FoundAsync("""{"query":"shyprovider"}"""));
        using var shows = await api.SendAsync(HttpMethod.Put, "/users/me/", token, """{"bio":"shyprovider"}""");
        Assert.Equal([id], await FoundAsync(phone, await CallerAsync("customer")));
    }

    [Theory]
    [InlineData("customer", "4915100")]
    [InlineData("customer", "+49151%")]
    [InlineData("customer", "%")]
    [InlineData("customer", "+4915*")]
    [InlineData("customer", "004915112345678")]
    [InlineData("customer", "+49 151 12345678")]
    [InlineData("customer", "+４９１５１１２３４５６７８")]
    [InlineData("customer", "+4915112345678\\u0000")]
    [InlineData("customer", "+4915112345678\\n")]
    [InlineData("customer", "+0915112345678")]
    [InlineData("customer", "+4915112345678901")]
    [InlineData("customer", "' OR 1=1 --")]
    [InlineData("customer", "")]
    [InlineData("provider", "1234567")]
    [InlineData("admin", "123456")]
    [InlineData("admin", "123%567")]
    [InlineData("admin", "123_567")]
    [InlineData("admin", "12345678*")]
    [InlineData("admin", "1234567890123456")]
    public async Task Part_of_a_number_is_refused(string caller, string phone)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/users/search/phone/", await CallerAsync(caller), $$"""{"phone_number":"{{phone}}"}""");
        var body = await ApiHost.ProblemAsync(answer, 400, "validation_failed");
        Assert.Equal("phone_number", Assert.Single(body.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Admin_finds_by_seven_digits_with_the_number_masked_and_is_audited()
    {
        var (ids, admin) = (new List<string>(), await api.PersonAsync("admin"));
        foreach (var phone in (string[])["+33777123450", "+33777123451", "+33777123452"])
            ids.Add(await api.JoinAsync("customer", phone: phone));
        await api.JoinAsync("customer", profile => profile.DiscoverableByPhone = false, "+33777123453");
        await api.JoinAsync("customer", phone: "+33777123454", person: person => person.Disabled = true);
        using var answer = await SendAsync("7771234", api.Token("search", admin, role: "admin"));
        var items = (await Market.DataAsync(answer)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(ids.Order(), items.Select(item => item.GetProperty("id").GetString()).Order());
        Assert.Equal(["+33*******50", "+33*******51", "+33*******52"], items.Select(item => item.GetProperty("masked_phone_number").GetString()).Order());
        using var scope = api.Services.CreateScope();
        var row = await scope.ServiceProvider.GetRequiredService<ApiDbContext>().Audit.SingleAsync(row => row.Actor == admin, TestContext.Current.CancellationToken);
        Assert.Equal(("search.phone_partial", "7 digits", null), (row.Event, row.Detail, row.Target));
    }

    [Fact]
    public async Task Exact_match_comes_before_a_partial_one_and_is_not_audited()
    {
        var admin = await api.PersonAsync("admin");
        var exact = await api.JoinAsync("customer", phone: "+337001234");
        await api.JoinAsync("customer", phone: "+33700123499");
        Assert.Equal([exact], await FoundAsync("+337001234", api.Token("search", admin, role: "admin")));
        using var scope = api.Services.CreateScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<ApiDbContext>().Audit.AnyAsync(row => row.Actor == admin, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Program_finds_nobody_by_number()
    {
        using var answer = await SendAsync(Number(), api.Token("search", "worker", session: null));
        await ApiHost.ProblemAsync(answer, 403, "user_token_required");
    }

    private static string Number() => $"+49151{Interlocked.Increment(ref _numbers):D8}";

    private async Task<string> CallerAsync(string type)
    {
        var id = await api.PersonAsync(type);
        return api.Token("search", id, session: "sid-" + id, role: type);
    }

    private Task<HttpResponseMessage> SendAsync(string phone, string token) => api.SendAsync(HttpMethod.Post, "/users/search/phone/", token, $$"""{"phone_number":"{{phone}}"}""");

    private async Task<string[]> FoundAsync(string phone, string token)
    {
        using var answer = await SendAsync(phone, token);
        return Market.Ids(await Market.DataAsync(answer));
    }
}
