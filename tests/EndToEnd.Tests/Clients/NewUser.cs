using System.Security.Cryptography;

namespace EndToEnd.Clients;

/// <summary>A user of one test alone, with a verified e-mail address and a password.</summary>
internal sealed record NewUser(Uri Auth, string Username, string Password)
{
    public string Email => Username + "@example.com";

    public static async Task<NewUser> RegisterAsync(Uri auth)
    {
        var user = new NewUser(auth, "u" + RandomNumberGenerator.GetHexString(12, lowercase: true), "Stormy-lantern-42");
        using var client = new PlatformClient(auth);
        var registered = await client.PostJsonAsync("/api/v1/register/", new { username = user.Username, email = user.Email, password = user.Password });
        var code = await Inbox.ReadAsync(auth, user.Email, message => (string?)message["code"]);
        var confirmed = await client.PostJsonAsync("/api/v1/email-verification-confirm/", new { code }, registered.Get("data.tokens.access"));
        if (confirmed.Status != System.Net.HttpStatusCode.OK) throw new InvalidOperationException(confirmed.Text);
        return user;
    }

    /// <summary>The newest link to a page that was sent to the user.</summary>
    public Task<string> LinkAsync(string path) => Inbox.LinkAsync(Auth, Email, path);
}
