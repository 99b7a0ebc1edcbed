using AuthServer.Protocol.Tokens;
using Load.Servers;
using Sealing;

namespace Load.Data;

/// <summary>Writes the files that scenarios read, each a value a line.</summary>
internal sealed class Material(Platform platform, string folder)
{
    private const int MostRefreshTokens = 200_000;
    private const int MostRevocations = 100_000;
    private const int AccessTokens = 1_000;
    private const int Browsers = 32;

    // Others than the browsers', and many: a user's oldest session ends with the hundred-and-first.
    private const int Phones = 256;
    private const string ReferenceClient = "opaque";

    // Numbers of grants for each use, far above those of users.
    private const int References = 10_000_000;
    private const int Revocable = 11_000_000;
    private const int Ended = 20_000_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly Rows _rows = new(platform.Database);
    private readonly Accounts _accounts = new(platform.Auth);
    private int _users;
    private int _references;
    private int _revocable;

    /// <summary>The database.</summary>
    public Rows Rows => _rows;

    /// <summary>Makes the database: the server's own seeds, users, and what only the server can make. AuthServer is stopped.</summary>
    /// <returns>From the start of the process on no database to the first good answer.</returns>
    public async Task<TimeSpan> CreateAsync(int users)
    {
        Directory.CreateDirectory(folder);
        var onNothing = await platform.StartAuthAsync("Development");
        await _accounts.SignInAsync("+12025550101");
        await _accounts.AddReferenceClientAsync(ReferenceClient);
        await platform.Auth.StopAsync();
        Grow(users);
        _references = Math.Min(users, AccessTokens);
        _rows.AddGrants(References, _references);
        _rows.GiveGrants(References, _references, ReferenceClient);
        await platform.StartAuthAsync("Development");
        string[] phones = [.. Enumerable.Range(Browsers, Phones).Select(Rows.Phone)];
        foreach (var phone in phones) await _accounts.SignInAsync(phone);
        Write("phones", phones);
        Write("sessions", await Task.WhenAll(Enumerable.Range(0, Browsers).Select(i => _accounts.SignInBrowserAsync($"user{i}"))));
        // The server writes the messages about all of this by and by.
        while (_rows.Count("event_cursors", "receiver = '(audit)' AND sequence = (SELECT max(sequence) FROM security_events)") == 0) await Task.Delay(Look);
        await platform.Auth.StopAsync();
        _rows.ForgetMessages();
        return onNothing;
    }

    /// <summary>Waits until ResourceApi has heard of the users: it reads them once, at its first start.</summary>
    public async Task CaughtUpAsync()
    {
        var people = new Rows(platform.ApiDatabase);
        while (people.Count("people") < _users) await Task.Delay(Look);
    }

    /// <summary>Adds users until there are so many. AuthServer is stopped.</summary>
    public void Grow(int users)
    {
        _rows.AddUsers(_users, users - _users);
        _users = users;
    }

    /// <summary>Adds grants and sessions that ended long enough ago to be deleted.</summary>
    public void AddEnded(int count) => _rows.AddGrants(Ended, count, daysAgo: 20);

    /// <summary>How many of the first so many of them have not been deleted, grants and sessions; they are deleted in the order of their ids.</summary>
    public long EndedLeft(int count) => _rows.Left(Ended, count);

    /// <summary>Writes what a scenario needs. AuthServer runs.</summary>
    public async Task PrepareAsync(string need)
    {
        switch (need)
        {
            case "refresh":
                Write(need, RefreshTokens(0, _users, MostRefreshTokens));
                break;
            case "access":
                Write(need, await AccessTokensAsync("mobile", 0, _users));
                break;
            case "reference":
                Write(need, await AccessTokensAsync(ReferenceClient, References, _references));
                break;
            case "revocable":
                _rows.AddGrants(Revocable + _revocable, MostRevocations);
                Write(need, RefreshTokens(Revocable + _revocable, MostRevocations, MostRevocations));
                _revocable += MostRevocations;
                break;
            case "sessions" or "phones":
                // Made with the database, and good for all of the run.
                break;
            default:
                throw new InvalidOperationException($"Nobody knows how to prepare '{need}'.");
        }
    }

    // As the server writes them: nobody else can.
    private string[] RefreshTokens(int first, int count, int most)
    {
        var ring = KeyRing.Load(platform.KeyRing, "the key ring", createIfMissing: false);
        return [.. _rows.LiveGrants(first, count, most).Select(grant => new RefreshToken(grant.Id, grant.Generation).Format(ring))];
    }

    private Task<string[]> AccessTokensAsync(string client, int first, int count) =>
        Task.WhenAll(RefreshTokens(first, count, AccessTokens).Select(token => _accounts.RefreshAsync(client, token)));

    private void Write(string name, IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(folder, name), lines);
}
