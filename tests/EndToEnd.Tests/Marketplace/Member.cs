using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Marketplace;

/// <summary>Somebody signed in at AuthServer who calls ResourceApi.</summary>
internal sealed class Member(Uri auth, Uri api, string email) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private readonly PlatformClient _auth = new(auth);
    private readonly PlatformClient _api = new(api);

    public string Email => email;

    public string Access { get; private set; } = "";

    public string Refresh { get; private set; } = "";

    public string Id => Claims()["sub"]!.ToString();

    /// <summary>Registers somebody and waits until ResourceApi knows of them.</summary>
    public static async Task<Member> RegisterAsync(Uri auth, Uri api, string role = "customer")
    {
        var name = "m" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var member = new Member(auth, api, name + "@example.com");
        member.Take(await member._auth.PostJsonAsync("/api/v1/register/", new { username = name, email = member.Email, password = "Stormy-lantern-42", role }));
        var code = await Inbox.ReadAsync(auth, member.Email, message => (string?)message["code"]);
        await member._auth.PostJsonAsync("/api/v1/email-verification-confirm/", new { code }, member.Access);
        await Eventually.TrueAsync(async () => (await member.SendAsync("GET", $"/users/{member.Id}/")).Status == System.Net.HttpStatusCode.OK, Soon, () => "ResourceApi does not hear of a new user.");
        return member;
    }

    /// <summary>Signs in one of the seeds.</summary>
    public static async Task<Member> SignInAsync(Uri auth, Uri api, string name, string password)
    {
        var member = new Member(auth, api, name + "@example.com");
        member.Take(await member._auth.PostJsonAsync("/api/v1/login/", new { username = name, password }));
        return member;
    }

    public async Task RefreshAsync() => Take(await _auth.PostJsonAsync("/api/v1/refresh/", new { refresh = Refresh }), "data");

    public Task<JsonAnswer> LogOutAsync() => _auth.PostJsonAsync("/api/v1/logout/", new { refresh = Refresh });

    public JsonObject Claims() => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(Access.Split('.')[1]))!.AsObject();

    /// <summary>Calls ResourceApi.</summary>
    public Task<JsonAnswer> SendAsync(string method, string path, object? body = null) =>
        _api.SendAsync(new HttpMethod(method), path, body as HttpContent ?? (body is null ? null : JsonContent.Create(body)), new("Bearer", Access));

    public void Dispose()
    {
        _auth.Dispose();
        _api.Dispose();
    }

    private void Take(JsonAnswer answer, string tokens = "data.tokens") => (Access, Refresh) = (answer.Get(tokens + ".access"), answer.Get(tokens + ".refresh"));
}
