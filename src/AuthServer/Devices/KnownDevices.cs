using System.Net;
using AuthServer.Data;

namespace AuthServer.Devices;

/// <summary>The devices that accounts know.</summary>
public sealed class KnownDevices(Statements statements, TimeProvider time)
{
    private const string Use = "UPDATE devices SET last_used_at = @now, last_address = @address, app_version = COALESCE(@version, app_version) WHERE user_id = @user AND hash = @hash RETURNING id";

    private const string Enrol = """
        INSERT INTO devices (id, user_id, hash, name, platform, type, app_version, last_address, last_used_at, created_at)
        VALUES (@id, @user, @hash, @name, @platform, @type, @version, @address, @now, @now)
        ON CONFLICT (user_id, hash) DO UPDATE SET last_used_at = excluded.last_used_at, last_address = excluded.last_address
        RETURNING id
        """;

    /// <summary>The row of a device that the account knows, its last use noted; null where the account does not know it.</summary>
    public async Task<Guid?> UseAsync(Guid user, DeviceInfo device, IPAddress? address, CancellationToken cancel)
    {
        if (device.Id is not { } hash) return null;
        return await statements.FirstAsync(Use, Id, cancel, ("@user", user), ("@hash", hash), ("@version", device.AppVersion), ("@address", address?.ToString()), ("@now", time.GetUtcNow()));
    }

    /// <summary>Makes the device known to the account; however many at once, it has one row.</summary>
    /// <returns>Null where the app did not name its device.</returns>
    public async Task<Guid?> EnrolAsync(Guid user, DeviceInfo device, IPAddress? address, CancellationToken cancel)
    {
        if (device.Id is not { } hash) return null;
        return await statements.FirstAsync(Enrol, Id, cancel,
            ("@id", Guid.CreateVersion7()), ("@user", user), ("@hash", hash), ("@name", device.Name), ("@platform", device.Platform), ("@type", device.Type),
            ("@version", device.AppVersion), ("@address", address?.ToString()), ("@now", time.GetUtcNow()));
    }

    private static Guid? Id(System.Data.Common.DbDataReader row) => new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true);
}
