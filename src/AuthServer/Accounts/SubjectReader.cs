using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Accounts;

/// <summary>Makes the engine's subject of a user. Asked on every refresh, so it reads by a prepared statement, without Entity Framework Core.</summary>
public sealed class SubjectReader(string connectionString) : IDisposable
{
    // A role's name holds no space.
    private const string Sql = """
        SELECT u.authorization_version, group_concat(r.name, ' ')
        FROM users u LEFT JOIN user_roles l ON l.user_id = u.id LEFT JOIN roles r ON r.id = l.role_id
        WHERE u.id = @id AND u.disabled = 0 GROUP BY u.id
        """;

    private readonly SqliteReads _reads = new(connectionString);

    /// <summary>The spelling of a user's id as <c>sub</c>.</summary>
    public static string Format(Guid user) => user.ToString("D");

    /// <summary>Reads a <c>sub</c>; false for everything that this server did not issue as one.</summary>
    public static bool TryParse(string subject, out Guid user) => Guid.TryParseExact(subject, "D", out user) && Format(user) == subject;

    /// <summary>A user who may sign in, or null.</summary>
    public Subject? Find(Guid id) => _reads.Read(statements => statements.First(
        Sql, row => new Subject(Format(id), row.IsDBNull(1) ? [] : row.GetString(1).Split(' '), row.GetInt64(0)), ("@id", id)));

    /// <inheritdoc/>
    public void Dispose() => _reads.Dispose();
}
