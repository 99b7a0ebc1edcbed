using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Messaging;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Tests.Accounts.States;

/// <summary>A user of their own for one cell of the table: PIN, password, verified phone and mailbox, one trusted device.</summary>
internal sealed class StateUser(AuthServerHost host, OAuth app)
{
    public const string Pin = "4927";
    public const string Password = "Correct-horse-7";
    private static int _made;
    private readonly string _device = Guid.CreateVersion7().ToString("N");

    public OAuth App => app;

    public string Name { get; } = "state" + Interlocked.Increment(ref _made);

    public string Phone { get; private set; } = "";

    public string Email => Name + "@example.com";

    public Guid Id { get; private set; }

    public OAuthAnswer Tokens { get; private set; } = null!;

    public async Task RegisterAsync()
    {
        Phone = "+1415555" + (1000 + int.Parse(Name[5..], System.Globalization.CultureInfo.InvariantCulture)).ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
        await using var db = await DbAsync();
        var alice = await db.Users.AsNoTracking().SingleAsync(u => u.UserName == "alice");
        var pin = await db.Pins.AsNoTracking().SingleAsync(p => p.UserId == alice.Id);
        var now = host.Clock.GetUtcNow();
        // The secrets of Alice: a hash is not bound to its user, and making one takes its time.
        var user = new User
        {
            UserName = Name, NormalizedUserName = Name, Email = Email, NormalizedEmail = Email, EmailConfirmed = true, PhoneNumber = Phone, PhoneNumberConfirmed = true,
            PasswordHash = alice.PasswordHash, CreatedAt = now, UpdatedAt = now,
        };
        Id = user.Id;
        db.Add(user);
        db.Add(new AuthServer.Credentials.PinCredential { UserId = user.Id, Hash = pin.Hash, ChangedAt = now });
        db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(Roles.Customer) });
        db.Add(new Device { UserId = user.Id, Hash = System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(_device)), Trusted = true, LastUsedAt = now, CreatedAt = now });
        await db.SaveChangesAsync();
        Tokens = await SignInAsync();
    }

    /// <summary>By the grant, on the trusted device.</summary>
    public Task<OAuthAnswer> SignInAsync(string pin = Pin, string? device = null) => app.TokenAsync(
        ("grant_type", "urn:authplatform:grant-type:pin"), ("client_id", "mobile"), ("phone_number", Phone), ("pin", pin), ("device_id", device ?? _device));

    /// <summary>A browser in which the user is signed in.</summary>
    public async Task<Browser> BrowserAsync()
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync(await browser.GetAsync("/login"), Name, Password);
        return browser;
    }

    /// <summary>Calls a REST route; the stable code of the answer, or <c>goes</c>.</summary>
    public async Task<string> RestAsync(string method, string path, object? body = null, bool signedIn = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (signedIn) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.AccessToken);
        using var answer = await app.Http.SendAsync(request);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? "goes" : (string)json["code"]!;
    }

    /// <summary>The newest message to the user that says something: its code, or its link.</summary>
    public async Task<InboxItem> MessageAsync(string destination, Func<InboxItem, bool> wanted)
    {
        var inbox = host.Services.GetRequiredService<DevInbox>();
        for (var deadline = Environment.TickCount64 + 10_000; Environment.TickCount64 < deadline; await Task.Yield())
            if (inbox.Items.FirstOrDefault(i => i.To == destination && wanted(i)) is { } found) return found;
        throw new InvalidOperationException("No message came.");
    }

    /// <summary>Brings the user into a state, as it happens in life.</summary>
    public async Task BecomeAsync(UserState state)
    {
        switch (state)
        {
            case UserState.Disabled:
                await using (var db = await DbAsync()) await db.Users.Where(u => u.Id == Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Disabled, true));
                break;
            case UserState.Locked:
                for (var i = 0; i < 5; i++) Assert.Equal("invalid_grant", (await SignInAsync("0000")).Error);
                Assert.Equal("invalid_grant", (await SignInAsync()).Error);
                break;
            case UserState.Deleted:
                await DeleteAsync();
                break;
            case UserState.PinChanged:
                await ElsewhereAsync("/auth/pin/change/", new { current_pin = Pin, new_pin = "8305" });
                break;
            case UserState.SessionEnded:
                await ElsewhereAsync("/auth/sessions/revoke-all/", new { except_current = true });
                break;
        }
    }

    private async Task ElsewhereAsync(string path, object body)
    {
        var here = Tokens;
        Tokens = await SignInAsync();
        Assert.Equal("goes", await RestAsync("POST", path, body, signedIn: true));
        Tokens = here;
    }

    private async Task DeleteAsync()
    {
        await using var db = await DbAsync();
        await db.Devices.Where(d => d.UserId == Id).ExecuteDeleteAsync();
        await db.Pins.Where(p => p.UserId == Id).ExecuteDeleteAsync();
        await db.UserRoles.Where(r => r.UserId == Id).ExecuteDeleteAsync();
        await db.Users.Where(u => u.Id == Id).ExecuteDeleteAsync();
    }

    private Task<AccountsDbContext> DbAsync() => host.Services.GetRequiredService<IDbContextFactory<AccountsDbContext>>().CreateDbContextAsync();
}
