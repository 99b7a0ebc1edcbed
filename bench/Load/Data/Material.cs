using AuthServer.Protocol.Tokens;
using Load.Servers;
using Sealing;

namespace Load.Data;

/// <summary>Writes the files that scenarios read, each a value a line.</summary>
internal sealed class Material(Platform platform, string folder)
{
    private const int MostRefreshTokens = 200_000;
    private const int MostRevocations = 100_000;
    private const int LeastRevocations = 80_000;
    private const int AccessTokens = 1_000;
    private const int Browsers = 32;

    // Others than the browsers', and many: a user's oldest session ends with the hundred-and-first.
    private const int Phones = 256;
    private const string ReferenceClient = "opaque";

    // Alice's, of whom all users are copies.
    private const string FirstPhone = "+12025550101";

    // Numbers of grants for each use, far above those of users.
    private const int References = 10_000_000;
    private const int Revocable = 11_000_000;
    private const int Ended = 20_000_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly Rows _rows = new(platform.Database);
    private readonly Rows _people = new(platform.ApiDatabase);
    private readonly Accounts _accounts = new(platform.Auth);
    private int _first;
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
        await _accounts.SignInAsync(FirstPhone);
        await _accounts.AddReferenceClientAsync(ReferenceClient);
        await platform.Auth.StopAsync();
        Add(users);
        _first = users;
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

    /// <summary>Makes ResourceApi know the users: it reads them once, at its first start, and gets the profiles that it writes when it first sees somebody. Both servers run.</summary>
    public async Task IntroduceAsync()
    {
        while (_people.Count("people") < _users) await Task.Delay(Look);
        await _accounts.ShowAsync(FirstPhone, platform.Api);
        await platform.Api.StopAsync();
        _people.AddProfiles(0, _users);
        await platform.StartApiAsync();
    }

    /// <summary>Adds users until there are so many, to both databases. The servers are stopped.</summary>
    public void Grow(int users)
    {
        var (first, count) = (_users, users - _users);
        _people.AddPeople(first, count);
        _people.AddProfiles(first, count);
        Add(users);
    }

    /// <summary>Adds grants and sessions that ended long enough ago to be deleted.</summary>
    public void AddEnded(int count) => _rows.AddGrants(Ended, count, daysAgo: 20);

    /// <summary>How many of the first so many of them have not been deleted, grants and sessions; they are deleted in the order of their ids.</summary>
    public long EndedLeft(int count) => _rows.Left(Ended, count);

    /// <summary>Reads the databases once, so that they lie in memory: how fast a disk reads what the system has dropped meanwhile is not what is measured.</summary>
    public void ReadThrough()
    {
        _rows.ReadThrough();
        _people.ReadThrough();
    }

    /// <summary>Whether a load that needs this falls on grants that are chosen among those of the users.</summary>
    public static bool ChoosesGrants(string need) => need is "refresh" or "access";

    /// <summary>Writes what a scenario needs. AuthServer runs.</summary>
    public async Task PrepareAsync(string need, Reach reach)
    {
        var users = reach == Reach.All ? _users : _first;
        switch (need)
        {
            case "refresh":
                Write(need, RefreshTokens(0, users, MostRefreshTokens));
                break;
            case "access":
                Write(need, await AccessTokensAsync("mobile", 0, users));
                break;
            case "reference":
                Write(need, await AccessTokensAsync(ReferenceClient, References, _references));
                break;
            case "revocable":
                Write(need, Revocations());
                break;
            case "sessions" or "phones":
                // Made with the database, and good for all of the run.
                break;
            default:
                throw new InvalidOperationException($"Nobody knows how to prepare '{need}'.");
        }
    }

    // Of grants that live: a load ends many, and what it left is there for the next.
    private string[] Revocations()
    {
        if (_rows.Count("grant_states", Rows.Live(Revocable, _revocable)) < LeastRevocations)
        {
            _rows.AddGrants(Revocable + _revocable, MostRevocations);
            _revocable += MostRevocations;
        }
        return RefreshTokens(Revocable, _revocable, MostRevocations);
    }

    private void Add(int users)
    {
        _rows.AddUsers(_users, users - _users);
        _users = users;
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
