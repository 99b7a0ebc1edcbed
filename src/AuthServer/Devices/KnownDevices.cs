using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;

namespace AuthServer.Devices;

/// <summary>The devices that accounts know. A trusted one may sign in by PIN alone; one that is only seen was used with a password.</summary>
public sealed class KnownDevices(Statements statements, SqliteReaders readers, ITokenStore store, AccountOptions options, AuditLog audit, TimeProvider time)
{
    private const string Known = "SELECT 1 FROM devices WHERE user_id = @user AND hash = @hash";

    private const string Use = "UPDATE devices SET last_used_at = @now, last_address = @address, app_version = COALESCE(@version, app_version) WHERE user_id = @user AND hash = @hash AND (trusted = 1 OR @trusted = 0) RETURNING id";

    private const string Enrol = """
        INSERT INTO devices (id, user_id, hash, name, platform, type, app_version, trusted, announced, last_address, last_used_at, created_at)
        VALUES (@id, @user, @hash, @name, @platform, @type, @version, @trusted, 0, @address, @now, @now)
        ON CONFLICT (user_id, hash) DO UPDATE SET last_used_at = excluded.last_used_at, last_address = excluded.last_address, trusted = CASE WHEN excluded.trusted = 1 THEN 1 ELSE devices.trusted END
        RETURNING id
        """;

    private const string Oldest = "SELECT id FROM devices WHERE user_id = @user AND (SELECT count(*) FROM devices WHERE user_id = @user) > @max ORDER BY trusted, last_used_at, id LIMIT 1";
    private const string Delete = "DELETE FROM devices WHERE user_id = @user AND id = @id";

    /// <summary>Whether the account knows a device: whoever signed in on it had a right secret. Asked of users that are not there too, so that it takes the same time.</summary>
    public bool IsKnown(Guid? user, DeviceInfo device) => readers.Read(s => s.First(Known, _ => true, ("@user", user ?? Guid.Empty), ("@hash", device.Id ?? [])));

    /// <summary>The row of a device, its use noted; null where the account does not know it.</summary>
    /// <param name="user">The account.</param>
    /// <param name="device">The device.</param>
    /// <param name="trusted">Whether only a trusted one will do.</param>
    /// <param name="origin">Where it signs in from.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Guid?> UseAsync(Guid user, DeviceInfo device, bool trusted, Origin origin, CancellationToken cancel)
    {
        if (device.Id is not { } hash) return null;
        return await statements.FirstAsync(Use, row => (Guid?)row.Id(0), cancel,
            ("@user", user), ("@hash", hash), ("@version", device.AppVersion), ("@trusted", trusted ? 1 : 0), ("@address", origin.Address?.ToString()), ("@now", time.GetUtcNow()));
    }

    /// <summary>Makes the device known to the account; however many at once, it has one row. Where there are too many, one that is not trusted gives way, else the one that was used least lately.</summary>
    /// <returns>Its row; null where it was not named, or was itself the one to give way.</returns>
    public async Task<Guid?> EnrolAsync(Write write, Guid user, DeviceInfo device, bool trusted, Origin origin, CancellationToken cancel)
    {
        if (device.Id is not { } hash) return null;
        var made = Guid.CreateVersion7();
        var id = await write.FirstAsync(Enrol, row => row.Id(0), cancel,
            ("@id", made), ("@user", user), ("@hash", hash), ("@name", device.Name), ("@platform", device.Platform), ("@type", device.Type), ("@version", device.AppVersion),
            ("@trusted", trusted ? 1 : 0), ("@address", origin.Address?.ToString()), ("@now", time.GetUtcNow()));
        if (id != made) return id;
        await audit.AddAsync(write, AuditEvents.DeviceEnrolled, user, origin, SubjectReader.Format(id));
        if (await write.FirstAsync(Oldest, row => (Guid?)row.Id(0), cancel, ("@user", user), ("@max", options.Devices.Max)) is not { } oldest) return id;
        await RemoveAsync(write, user, oldest, origin, cancel);
        return oldest == id ? null : id;
    }

    /// <summary>As above, in a transaction of its own.</summary>
    public Task<Guid?> EnrolAsync(Guid user, DeviceInfo device, bool trusted, Origin origin, CancellationToken cancel) =>
        statements.WriteAsync(write => EnrolAsync(write, user, device, trusted, origin, cancel), cancel);

    /// <summary>Forgets a device and ends its sessions.</summary>
    /// <returns>False where the account has no such device.</returns>
    public async Task<bool> RemoveAsync(Write write, Guid user, Guid device, Origin origin, CancellationToken cancel)
    {
        if (await write.ExecuteAsync(Delete, cancel, ("@user", user), ("@id", device)) == 0) return false;
        await store.EndSessionsAsync(write.Transaction, new SessionsOf(SubjectReader.Format(user)) { DeviceId = device }, EndReason.DeviceRemoved, time.GetUtcNow(), cancel);
        await audit.AddAsync(write, AuditEvents.DeviceRemoved, user, origin, SubjectReader.Format(device));
        return true;
    }
}
