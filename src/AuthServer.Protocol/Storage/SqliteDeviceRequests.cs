using AuthServer.Protocol.Device;
using AuthServer.Protocol.Scopes;
using Microsoft.Data.Sqlite;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over the requests of devices.</summary>
internal static class SqliteDeviceRequests
{
    private const string Columns = "id, user_code, client_id, scopes, address, user_agent, created_at, expires_at, \"interval\", polled_at, decision, session_id, allowed, auth_time, acr, amr";
    private const string Waiting = "decision = 0 AND expires_at > @now";

    // A client's devices that wait at once: more than come to a large one in ten minutes, few enough to be counted.
    private const int MostOfClient = 10_000;

    // An address's that wait at once, whatever their clients: those of a large household of networks, too few to try user codes by.
    private const int MostOfAddress = 200;

    // RFC 8628 §3.5
    private const int SlowDownSeconds = 5;

    /// <summary>Adds a request, unless too many of its address (0 is no limit) or its client live: of the address for this client, and for all.</summary>
    public static DeviceStart Add(this SqliteStatements s, DeviceRequest request, int perAddress)
    {
        var (ofClient, ofAddress) = s.First(
            "SELECT count(*), coalesce(sum(address IS @address), 0) FROM device_requests WHERE client_id = @client AND expires_at > @now",
            r => (r.GetInt64(0), r.GetInt64(1)), ("@client", request.ClientId), ("@address", request.Address), ("@now", request.CreatedAt));
        if (perAddress > 0 && (ofAddress >= perAddress || ofClient >= MostOfClient || s.WaitOfAddress(request) >= MostOfAddress)) return DeviceStart.TooMany;
        var added = s.Execute(
            $"INSERT INTO device_requests ({Columns}) VALUES (@id, @code, @client, @scopes, @address, @agent, @created, @expires, @interval, NULL, 0, NULL, '', NULL, NULL, NULL) ON CONFLICT (user_code) DO NOTHING",
            ("@id", request.Id), ("@code", request.UserCode), ("@client", request.ClientId), ("@scopes", request.Scopes.ToString()), ("@address", request.Address),
            ("@agent", request.UserAgent), ("@created", request.CreatedAt), ("@expires", request.ExpiresAt), ("@interval", request.Interval));
        return added == 1 ? DeviceStart.Started : DeviceStart.CodeTaken;
    }

    public static DeviceRequest? WaitingDevice(this SqliteStatements s, byte[] userCode, DateTimeOffset now) =>
        s.First($"SELECT {Columns} FROM device_requests WHERE user_code = @code AND {Waiting}", Read, ("@code", userCode), ("@now", now));

    public static DeviceRequest? WaitingDevice(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.First($"SELECT {Columns} FROM device_requests WHERE id = @id AND {Waiting}", Read, ("@id", id), ("@now", now));

    /// <summary>Writes down what the user decided: the first decision stands.</summary>
    public static bool DecideDevice(this SqliteStatements s, DeviceVerdict verdict) => s.Execute(
        $"UPDATE device_requests SET decision = @decision, session_id = @session, allowed = @allowed, auth_time = @auth_time, acr = @acr, amr = @amr WHERE id = @id AND {Waiting}",
        ("@decision", (int)verdict.Decision), ("@session", verdict.Session.Id), ("@allowed", verdict.Allowed.ToString()), ("@auth_time", verdict.Session.AuthTime),
        ("@acr", verdict.Session.Acr), ("@amr", verdict.Session.Amr), ("@id", verdict.RequestId), ("@now", verdict.At)) == 1;

    /// <summary>Counts a poll of the client whose request it is.</summary>
    public static DevicePoll? PollDevice(this SqliteStatements s, Guid id, string clientId, DateTimeOffset now)
    {
        var request = s.First($"SELECT {Columns} FROM device_requests WHERE id = @id AND client_id = @client", Read, ("@id", id), ("@client", clientId));
        if (request is null || request.Decision != DeviceDecision.Pending || request.ExpiresAt <= now) return request is null ? null : new DevicePoll(request, TooSoon: false);
        var tooSoon = request.PolledAt is { } last && now < last.AddSeconds(request.Interval);
        // RFC 8628 §3.5: for this and all subsequent requests; longer than the code lives is long enough.
        var interval = tooSoon ? Math.Min(request.Interval + SlowDownSeconds, (int)DeviceRequests.Lifetime.TotalSeconds) : request.Interval;
        s.Execute("UPDATE device_requests SET polled_at = @now, \"interval\" = @interval WHERE id = @id", ("@now", now), ("@interval", interval), ("@id", id));
        return new DevicePoll(request, tooSoon);
    }

    /// <summary>Takes an allowed request away: once.</summary>
    public static bool TakeDevice(this SqliteStatements s, Guid id, DateTimeOffset now) =>
        s.Execute("DELETE FROM device_requests WHERE id = @id AND decision = 1 AND expires_at > @now", ("@id", id), ("@now", now)) == 1;

    private static long WaitOfAddress(this SqliteStatements s, DeviceRequest request) => s.First(
        $"SELECT count(*) FROM (SELECT 1 FROM device_requests WHERE expires_at > @now AND address IS @address LIMIT {MostOfAddress})",
        r => r.GetInt64(0), ("@now", request.CreatedAt), ("@address", request.Address));

    private static DeviceRequest Read(SqliteDataReader r) => new()
    {
        Id = SqliteGrants.Id(r, 0),
        UserCode = r.GetFieldValue<byte[]>(1),
        ClientId = r.GetString(2),
        Scopes = ScopeSet.Parse(r.GetString(3))!,
        Address = r.IsDBNull(4) ? null : r.GetString(4),
        UserAgent = r.IsDBNull(5) ? null : r.GetString(5),
        CreatedAt = SqliteGrants.Time(r, 6),
        ExpiresAt = SqliteGrants.Time(r, 7),
        Interval = r.GetInt32(8),
        PolledAt = r.IsDBNull(9) ? null : SqliteGrants.Time(r, 9),
        Decision = (DeviceDecision)r.GetInt32(10),
        SessionId = r.IsDBNull(11) ? null : SqliteGrants.Id(r, 11),
        Allowed = ScopeSet.Parse(r.GetString(12))!,
        AuthTime = r.IsDBNull(13) ? null : SqliteGrants.Time(r, 13),
        Acr = r.IsDBNull(14) ? null : r.GetString(14),
        Amr = r.IsDBNull(15) ? null : r.GetString(15),
    };
}
