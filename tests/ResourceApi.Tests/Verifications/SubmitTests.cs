using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResourceApi.Media;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

public sealed class SubmitTests(ApiHost api) : IClassFixture<ApiHost>
{
    private readonly Desk _desk = new(api);

    [Fact]
    public async Task Submission_is_pending_and_shows_what_the_profile_said_at_that_moment()
    {
        var user = Desk.NewUser();
        using var profile = await api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Ada","last_name":"Lovelace","date_of_birth":"1990-12-10","address":{"city":"London"}}""");
        using var answer = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(user), Desk.One);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var data = (await ApiHost.BodyAsync(answer)).GetProperty("data");
        Assert.Equal("pending", data.GetProperty("status").GetString());
        var id = data.GetProperty("id").GetGuid();
        Assert.Equal($"/users/verifications/{id}/", answer.Headers.Location?.ToString());
        using var renamed = await api.SendAsync(HttpMethod.Put, "/users/me/", _desk.User(user), """{"first_name":"Eve"}""");

        var seen = await _desk.GetAsync($"/users/verifications/{id}/", _desk.User(user));
        Assert.Equal(("identity", "passport", "pending"), (seen.GetProperty("verification_type").GetString(), seen.GetProperty("document_type").GetString(), seen.GetProperty("status").GetString()));
        Assert.Equal(("Ada", "1990-12-10", "London"), (seen.GetProperty("declared").GetProperty("first_name").GetString(), seen.GetProperty("declared").GetProperty("date_of_birth").GetString(), seen.GetProperty("declared").GetProperty("address").GetProperty("city").GetString()));
        Assert.Equal("front", seen.GetProperty("documents")[0].GetProperty("side").GetString());
        Assert.Equal([("kyc", null), ("notice", "verification_submitted")], (await _desk.OutboxAsync(user)).Select(item => (item.Kind, (string?)item.Content["template"])));
        var declaration = await _desk.ReadAsync(db => db.Verifications.Where(one => one.Id == id).Select(one => one.Declaration).SingleAsync());
        Assert.DoesNotContain("Lovelace", Encoding.UTF8.GetString(declaration), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Multipart_files_are_front_and_back_by_their_order()
    {
        var user = Desk.NewUser();
        using var form = Form(("verification_type", "address"), ("document_type", "utility_bill"));
        form.Add(File(), "documents", "a.png");
        form.Add(File(), "documents", "b.png");
        using var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/verify/") { Content = form }, _desk.User(user));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var item = (await _desk.GetAsync("/users/verifications/", _desk.User(user))).GetProperty("items")[0];
        Assert.Equal(["front", "back"], item.GetProperty("documents").EnumerateArray().Select(document => document.GetProperty("side").GetString()));
    }

    public static TheoryData<string, int, string> Bad => new()
    {
        { """{"verification_type":"face","document_type":"passport","documents":[{"base64":"PNG"}]}""", 400, "validation_failed" },
        { """{"document_type":"passport","documents":[{"base64":"PNG"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"utility_bill","documents":[{"base64":"PNG"}]}""", 400, "validation_failed" },
        { """{"verification_type":"Identity","document_type":"passport","documents":[{"base64":"PNG"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport"}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[null]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PNG","url":"http://example.com/a.png"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PNG","side":"top"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PNG","side":"front"},{"base64":"PNG","side":"front"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PNG"},{"base64":"PNG"},{"base64":"PNG"},{"base64":"PNG"},{"base64":"PNG"}]}""", 400, "validation_failed" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PNG"}],"status":"verified"}""", 400, "unknown_field" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"P N G"}]}""", 400, "invalid_base64" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"data:text/html;base64,PGh0bWw+"}]}""", 400, "invalid_base64" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"base64":"PGh0bWw+"}]}""", 400, "invalid_image" },
        { """{"verification_type":"identity","document_type":"passport","documents":[{"url":"http://127.0.0.1/a.png"}]}""", 400, "invalid_image_url" },
        { """{"verification_type":"identity","verification_type":"address","document_type":"passport","documents":[{"base64":"PNG"}]}""", 400, "invalid_json" },
        { "[]", 400, "invalid_json" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Bad_submission_leaves_nothing(string body, int status, string code)
    {
        var user = Desk.NewUser();
        using var answer = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(user), body.Replace("PNG", Desk.Png, StringComparison.Ordinal));
        await ApiHost.ProblemAsync(answer, status, code);
        Assert.Equal(0, await _desk.ReadAsync(db => db.Verifications.CountAsync(one => one.UserId == user)));
        Assert.Empty(await _desk.OutboxAsync(user));
    }

    public static TheoryData<string, int, string> BadForms => new()
    {
        { "no type", 400, "validation_failed" }, { "no file", 400, "validation_failed" }, { "unknown field", 400, "unknown_field" },
        { "file in another field", 400, "invalid_multipart" }, { "too many files", 400, "too_many_files" }, { "path as name", 400, "invalid_multipart" }, { "html as png", 400, "invalid_image" },
    };

    [Theory, MemberData(nameof(BadForms))]
    public async Task Bad_form_leaves_nothing(string fault, int status, string code)
    {
        var user = Desk.NewUser();
        using var form = fault == "no type" ? Form(("document_type", "passport")) : Form(("verification_type", "identity"), ("document_type", "passport"));
        if (fault != "no file")
            form.Add(fault == "html as png" ? new ByteArrayContent("<html>"u8.ToArray()) : File(), fault == "file in another field" ? "image" : "documents", fault == "path as name" ? "../../a.png" : "a.png");
        if (fault == "unknown field")
            form.Add(new StringContent("verified"), "status");
        for (var i = 0; i < (fault == "too many files" ? 4 : 0); i++)
            form.Add(File(), "documents", "a.png");
        using var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/verify/") { Content = form }, _desk.User(user));
        await ApiHost.ProblemAsync(answer, status, code);
        Assert.Equal(0, await _desk.ReadAsync(db => db.Verifications.CountAsync(one => one.UserId == user)));
    }

    [Fact]
    public async Task Other_media_types_are_refused()
    {
        using var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/verify/") { Content = new StringContent(Desk.One, Encoding.UTF8, "text/plain") }, _desk.User(Desk.NewUser()));
        await ApiHost.ProblemAsync(answer, 415, "unsupported_media_type");
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_refused_unread()
    {
        using var answer = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(Desk.NewUser()), "{\"x\":\"" + new string('a', 14 * 1024 * 1024) + "\"}");
        await ApiHost.ProblemAsync(answer, 413, "payload_too_large");
    }

    [Fact]
    public async Task Large_body_is_taken_without_a_length_too()
    {
        var content = new NoLength(Desk.One.Replace("\"documents\"", "\"documents\"" + new string(' ', 1_500_000), StringComparison.Ordinal));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/users/verify/") { Content = content }, _desk.User(Desk.NewUser()));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Among_parallel_submissions_one_is_taken_and_the_files_of_the_others_are_gone()
    {
        var user = Desk.NewUser();
        await using var own = new ApiHost();
        await own.InitializeAsync();
        var desk = new Desk(own);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => own.SendAsync(HttpMethod.Post, "/users/verify/", desk.User(user), Desk.One)));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await ApiHost.ProblemAsync(answer, 409, "verification_open");
        Assert.Single(desk.Files());
        Assert.Equal(2, (await desk.OutboxAsync(user)).Count);
    }

    [Theory]
    [InlineData(28, 507, "storage_full")]
    [InlineData(5, 503, "storage_unavailable")]
    public async Task Store_that_fails_leaves_nothing(int error, int status, string code)
    {
        await using var own = new ApiHost();
        own.Outside = services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(new FullStore(error)));
        await own.InitializeAsync();
        var (desk, user) = (new Desk(own), Desk.NewUser());
        using var answer = await own.SendAsync(HttpMethod.Post, "/users/verify/", desk.User(user), Desk.One);
        await ApiHost.ProblemAsync(answer, status, code);
        Assert.Equal(0, await desk.ReadAsync(db => db.Verifications.CountAsync()));
        Assert.Empty(await desk.OutboxAsync(user));
    }

    [Fact]
    public async Task Kestrel_takes_what_a_submission_may_be_and_refuses_larger_bodies_and_events()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        own.UseKestrel(0);
        var desk = new Desk(own);
        using var client = own.CreateClient();
        foreach (var length in new[] { true, false })
        {
            var large = Desk.One.Replace("\"documents\"", new string(' ', 5_000_000) + "\"documents\"", StringComparison.Ordinal);
            using var taken = await client.SendAsync(Post("/users/verify/", large, length, desk.User(Desk.NewUser())), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
            using var refused = await client.SendAsync(Post("/users/verify/", new string(' ', 14_700_000), length, desk.User(Desk.NewUser())), TestContext.Current.CancellationToken);
            await ApiHost.ProblemAsync(refused, 413, "payload_too_large");
            using var webhook = await client.SendAsync(Post("/api/v1/kyc/webhook/generic/", new string(' ', 5_000_000), length), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, webhook.StatusCode);
        }
    }

    [Fact]
    public async Task Submissions_of_a_day_are_counted()
    {
        await using var own = new ApiHost();
        own.Settings["Verifications:SubmissionsADay"] = "1";
        await own.InitializeAsync();
        var (desk, user) = (new Desk(own), Desk.NewUser());
        using (var first = await own.SendAsync(HttpMethod.Post, "/users/verify/", desk.User(user), Desk.One.Replace("identity", "professional", StringComparison.Ordinal).Replace("passport", "licence", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        using (var second = await own.SendAsync(HttpMethod.Post, "/users/verify/", desk.User(user), Desk.One))
        {
            await ApiHost.ProblemAsync(second, 429, "too_many_requests");
            Assert.Equal(TimeSpan.FromDays(1), second.Headers.RetryAfter?.Delta);
        }
        own.Clock.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await own.SendAsync(HttpMethod.Post, "/users/verify/", desk.User(user), Desk.One);
        Assert.Equal(HttpStatusCode.Created, tomorrow.StatusCode);
    }

    [Fact]
    public async Task Submission_needs_its_scope_and_a_user()
    {
        using var scope = await api.SendAsync(HttpMethod.Post, "/users/verify/", api.Token("users:write verifications:review"), Desk.One);
        await ApiHost.ProblemAsync(scope, 403, "insufficient_scope");
        using var program = await api.SendAsync(HttpMethod.Post, "/users/verify/", api.Token("verifications:submit", session: null), Desk.One);
        await ApiHost.ProblemAsync(program, 403, "user_token_required");
        using var none = await api.SendAsync(HttpMethod.Post, "/api/v1/kyc/submit/", null, Desk.One);
        await ApiHost.ProblemAsync(none, 401, "missing_token");
    }

    private static HttpRequestMessage Post(string path, string body, bool length, string? token = null)
    {
        HttpContent content = length ? new StringContent(body) : new NoLength(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) } };
    }

    private static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }

    private static ByteArrayContent File() => new(Convert.FromBase64String(Desk.Png)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };

    private sealed class NoLength(string text) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

        protected override bool TryComputeLength(out long length) => (length = 0) > 0;
    }

    private sealed class FullStore(int error) : IFileStore
    {
        public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel) => throw new IOException("No.", error);

        public Task<byte[]?> ReadAsync(string name, CancellationToken cancel) => throw new IOException("No.", error);

        public Task DeleteAsync(string name, CancellationToken cancel) => throw new IOException("No.", error);

        public IAsyncEnumerable<string> ListAsync(string prefix, DateTimeOffset before, CancellationToken cancel) => throw new IOException("No.", error);
    }
}
