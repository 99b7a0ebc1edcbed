using Microsoft.Data.Sqlite;

namespace Load.Data;

/// <summary>Fills a database with copies of what the servers wrote, as fast as SQLite takes them.</summary>
internal sealed class Rows(string database)
{
    private const string FirstState = "id = (SELECT id FROM grants WHERE rowid = (SELECT min(rowid) FROM grants))";
    private const int Megabyte = 1 << 20;
    private const string Alice = "(SELECT id FROM users WHERE user_name = 'alice')";

    /// <summary>The phone number of a user that was made here.</summary>
    public static string Phone(int number) => $"+1{3_030_000_000L + number}";

    /// <summary>Adds users to AuthServer's database, copies of the first who signed in, each with a PIN, a role, a session and a grant of the app.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public void AddUsers(int first, int count) => Write(first, count, copies =>
    {
        copies.Make("users", "user_name = 'alice'", ("id", Id('0')), ("user_name", "'user' || i"), ("normalized_user_name", "'user' || i"), ("email", "'user' || i || '@example.com'"), ("normalized_email", "'user' || i || '@example.com'"), ("phone_number", "'+1' || (3030000000 + i)"));
        copies.Make("pin_credentials", "user_id = " + Alice, ("user_id", Id('0')));
        copies.Make("user_roles", "user_id = " + Alice, ("user_id", Id('0')));
        copies.Make("subjects", "id = " + Alice, ("id", Id('0')));
        copies.Make("sessions", First("sessions"), ("id", Id('1')), ("subject", Subject("i")), ("device_id", "NULL"));
        copies.Make("grants", First("grants"), ("id", Id('2')), ("session_id", Id('1')), ("subject", Subject("i")));
        copies.Make("grant_states", FirstState, ("id", Id('2')));
    });

    /// <summary>Adds the same users to ResourceApi's database.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public void AddPeople(int first, int count) => Write(first, count, copies =>
        copies.Make("people", First("people"), ("id", Subject("i")), ("username", "'user' || i"), ("phone_number", "'+1' || (3030000000 + i)")));

    /// <summary>Adds profiles of users to ResourceApi's database, copies of the first.</summary>
    /// <param name="first">The number of the first user.</param>
    /// <param name="count">How many.</param>
    public void AddProfiles(int first, int count) => Write(first, count, copies => copies.Make("profiles", First("profiles"), ("id", Subject("i"))));

    /// <summary>Adds grants, each on a session of its own: one for each user, from the first user on.</summary>
    /// <param name="first">The number of the first, above those of users.</param>
    /// <param name="count">How many.</param>
    /// <param name="daysAgo">They ended so many days ago; null where they live.</param>
    public void AddGrants(int first, int count, int? daysAgo = null) => Write(first, count, copies =>
    {
        var (begun, ended) = daysAgo is { } days ? ($"unixepoch() * 1000 - {days + 1} * 86400000", $"unixepoch() * 1000 - {days} * 86400000") : ("created_at", "NULL");
        copies.Make("sessions", First("sessions"), ("id", Id('1')), ("subject", Subject($"(i - {first})")), ("device_id", "NULL"), ("created_at", begun), ("ended_at", ended));
        copies.Make("grants", First("grants"), ("id", Id('2')), ("session_id", Id('1')), ("subject", Subject($"(i - {first})")), ("created_at", begun));
        copies.Make("grant_states", FirstState, ("id", Id('2')), ("revoked_at", ended));
    });

    /// <summary>Gives grants to another client.</summary>
    public void GiveGrants(int first, int count, string client) =>
        Run($"UPDATE grants SET client_id = '{client}' WHERE {Numbered('2', first, count)}");

    /// <summary>Forgets messages that wait: nobody is there to take them, and who tries again all the time is not idle.</summary>
    public void ForgetMessages() => Run("DELETE FROM outbox");

    /// <summary>Some live grants with these numbers, in no order.</summary>
    public IReadOnlyList<(Guid Id, long Generation)> LiveGrants(int first, int count, int most)
    {
        using var connection = Open();
        using var query = connection.CreateCommand();
        query.CommandText = $"SELECT id, generation FROM grant_states WHERE {Live(first, count)} ORDER BY random() LIMIT {most}";
        using var reader = query.ExecuteReader();
        var grants = new List<(Guid, long)>();
        while (reader.Read()) grants.Add((new Guid((byte[])reader.GetValue(0), bigEndian: true), reader.GetInt64(1)));
        return grants;
    }

    /// <summary>Reads the whole file.</summary>
    public void ReadThrough()
    {
        using var file = new FileStream(database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.CopyTo(Stream.Null, Megabyte);
    }

    /// <summary>How many rows a query counts.</summary>
    public long Count(string table, string where = "1")
    {
        using var connection = Open();
        using var query = connection.CreateCommand();
        query.CommandText = $"SELECT count(*) FROM {table} WHERE {where}";
        return (long)query.ExecuteScalar()!;
    }

    /// <summary>How many are left of the grants with these numbers, and of their sessions.</summary>
    public long Left(int first, int count) => Count("grants", Numbered('2', first, count)) + Count("sessions", Numbered('1', first, count));

    // Ids in the order of time, as the server makes them; the digit tells the kind of row.
    private static string Id(char kind) => $"unhex(printf('%012x700{kind}8000%012x', 1700000000000 + i, i))";

    private static string Subject(string user) => $"printf('%08x-%04x-7000-8000-%012x', (1700000000000 + {user}) >> 16, (1700000000000 + {user}) & 65535, {user})";

    private static string Numbered(char kind, int first, int count) => $"id BETWEEN {Literal(kind, first)} AND {Literal(kind, first + count - 1)}";

    /// <summary>The condition of live grants with these numbers.</summary>
    public static string Live(int first, int count) => $"{Numbered('2', first, count)} AND revoked_at IS NULL";

    private static string Literal(char kind, int number) => $"X'{1_700_000_000_000 + number:x12}700{kind}8000{number:x12}'";

    private static string First(string table) => $"rowid = (SELECT min(rowid) FROM {table})";

    private void Write(int first, int count, Action<Copies> fill)
    {
        Fill(first, count, fill);
        // Else the system would write a gigabyte beside what is measured next.
        using var file = File.OpenHandle(database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private void Fill(int first, int count, Action<Copies> fill)
    {
        using var connection = Open();
        // What the database does of itself for a new user is not what is measured.
        var triggers = Triggers(connection);
        foreach (var (name, _) in triggers) Run(connection, $"DROP TRIGGER {name}");
        using (var transaction = connection.BeginTransaction())
        {
            fill(new Copies(transaction, first, count));
            transaction.Commit();
        }
        foreach (var (_, sql) in triggers) Run(connection, sql);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE); ANALYZE");
    }

    private void Run(string sql)
    {
        using var connection = Open();
        Run(connection, sql);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Triggers(SqliteConnection connection)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('users', 'user_roles', 'people', 'profiles')";
        using var reader = query.ExecuteReader();
        var triggers = new List<(string, string)>();
        while (reader.Read()) triggers.Add((reader.GetString(0), reader.GetString(1)));
        return triggers;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA busy_timeout=60000; PRAGMA cache_size=-200000");
        return connection;
    }
}
