using System.Data.Common;
using AuthServer.Protocol.Storage;

namespace AuthServer.Data;

/// <summary>Reads users by prepared statements, without Entity Framework Core: sign-ins and userinfo ask for one all the time.</summary>
public sealed class UserRows(string connectionString) : IDisposable
{
    private const string Columns = """
        u.id, u.user_name, u.normalized_user_name, u.email, u.normalized_email, u.email_confirmed, u.password_hash, u.security_stamp, u.concurrency_stamp, u.phone_number, u.phone_number_confirmed,
        u.two_factor_enabled, u.lockout_end, u.lockout_enabled, u.access_failed_count, u.display_name, u.given_name, u.middle_name, u.family_name, u.nickname, u.profile_url, u.picture_url,
        u.website, u.gender, u.birthdate, u.zone_info, u.locale, u.street_address, u.locality, u.region, u.postal_code, u.country, u.user_type, u.kyc_status, u.kyc_level, u.verified_claims,
        u.verification_as_of, u.version, u.disabled, u.authorization_version, u.password_changed_at, u.email_changed_at, u.phone_changed_at, u.recovered_at, u.created_at, u.updated_at
        """;

    private const int ColumnCount = 46;

    private const string ById = $"SELECT {Columns} FROM users u WHERE u.id = @id";
    private const string ByPhone = $"SELECT {Columns} FROM users u WHERE u.phone_number = @name";
    private const string ByEmail = $"SELECT {Columns} FROM users u WHERE u.normalized_email = @name";
    private const string ByUsername = $"SELECT {Columns} FROM users u WHERE u.normalized_user_name = @name";
    private const string WithPin = $"SELECT {Columns}, p.hash FROM users u LEFT JOIN pin_credentials p ON p.user_id = u.id WHERE u.phone_number = @name";

    private readonly SqliteReaders _readers = new(connectionString);

    /// <summary>A user, disabled or not; null where there is none.</summary>
    public User? Find(Guid id) => _readers.Read(s => s.First(ById, Read, ("@id", id)));

    /// <summary>The user of that phone number.</summary>
    public User? FindByPhone(string phone) => Named(ByPhone, phone);

    /// <summary>The user of that normalized e-mail address.</summary>
    public User? FindByEmail(string email) => Named(ByEmail, email);

    /// <summary>The user of that normalized username.</summary>
    public User? FindByUsername(string username) => Named(ByUsername, username);

    /// <summary>The user of that phone number with the hash of their PIN, read in one step; null where they have none.</summary>
    public (User User, string? PinHash)? FindWithPin(string phone) =>
        _readers.Read(s => s.First<(User, string?)?>(WithPin, row => (Read(row), row.TextOrNull(ColumnCount)), ("@name", phone)));

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();

    private User? Named(string sql, string name) => _readers.Read(s => s.First(sql, Read, ("@name", name)));

    private static User Read(DbDataReader row) => new()
    {
        Id = row.Id(0),
        UserName = row.TextOrNull(1),
        NormalizedUserName = row.TextOrNull(2),
        Email = row.TextOrNull(3),
        NormalizedEmail = row.TextOrNull(4),
        EmailConfirmed = row.GetBoolean(5),
        PasswordHash = row.TextOrNull(6),
        SecurityStamp = row.TextOrNull(7),
        ConcurrencyStamp = row.TextOrNull(8),
        PhoneNumber = row.TextOrNull(9),
        PhoneNumberConfirmed = row.GetBoolean(10),
        TwoFactorEnabled = row.GetBoolean(11),
        LockoutEnd = row.TimeOrNull(12),
        LockoutEnabled = row.GetBoolean(13),
        AccessFailedCount = row.GetInt32(14),
        DisplayName = row.TextOrNull(15),
        GivenName = row.TextOrNull(16),
        MiddleName = row.TextOrNull(17),
        FamilyName = row.TextOrNull(18),
        Nickname = row.TextOrNull(19),
        ProfileUrl = row.TextOrNull(20),
        PictureUrl = row.TextOrNull(21),
        Website = row.TextOrNull(22),
        Gender = row.TextOrNull(23),
        Birthdate = row.TextOrNull(24),
        ZoneInfo = row.TextOrNull(25),
        Locale = row.TextOrNull(26),
        StreetAddress = row.TextOrNull(27),
        Locality = row.TextOrNull(28),
        Region = row.TextOrNull(29),
        PostalCode = row.TextOrNull(30),
        Country = row.TextOrNull(31),
        UserType = row.GetString(32),
        KycStatus = row.GetString(33),
        KycLevel = row.GetString(34),
        VerifiedClaims = row.TextOrNull(35),
        VerificationAsOf = row.TimeOrNull(36),
        Version = row.GetInt64(37),
        Disabled = row.GetBoolean(38),
        AuthorizationVersion = row.GetInt64(39),
        PasswordChangedAt = row.TimeOrNull(40),
        EmailChangedAt = row.TimeOrNull(41),
        PhoneChangedAt = row.TimeOrNull(42),
        RecoveredAt = row.TimeOrNull(43),
        CreatedAt = row.Time(44),
        UpdatedAt = row.Time(45),
    };
}
