using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;
using AuthServer.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Audit;

/// <summary>Tells users of sign-ins on new devices and of refresh tokens that were used twice.</summary>
internal sealed class SignInNotices(Notices notices, DisownedSignIns disowned, Throttles throttles, ClientCatalogue clients)
{
    private const int ADay = 6;

    // A browser's User-Agent is long, and its beginning tells what people can tell apart.
    private const int LongestDevice = 60;

    private const string Device = "SELECT d.name, d.platform FROM sessions s JOIN devices d ON d.id = s.device_id WHERE s.id = @session";

    /// <summary>Tells, where there is something to tell.</summary>
    public async Task TellAsync(Write write, AuditEntry entry, JsonElement payload)
    {
        var reused = entry is { Event: AuditEvents.GrantRevoked, Detail: "refresh_token_reused" };
        var isNew = entry.Event == AuditEvents.SignedIn && payload.TryGetProperty("is_new_device", out var value) && value.ValueKind == JsonValueKind.True;
        if (!reused && !isNew) return;
        if (!SubjectReader.TryParse(entry.Subject ?? "", out var id) || await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id) is not { } user) return;
        // Apps that do not name their device are new every time: a few notices a day are read, more are not.
        if (await throttles.TakeAsync(write, new Throttle($"notices of {entry.Event}", entry.Subject!, ADay, TimeSpan.FromDays(1)), CancellationToken.None) is not null) return;
        if (reused) await notices.AddAsync(write, user, MessageTemplate.SessionReuse, ("app", await NameOfAsync(entry.ClientId)));
        else await TellOfNewDeviceAsync(write, user, entry);
    }

    private async Task TellOfNewDeviceAsync(Write write, User user, AuditEntry entry)
    {
        if (!SessionId.TryParse(entry.SessionId, out var session)) return;
        var known = await write.FirstAsync(Device, row => string.Join(", ", new[] { row.TextOrNull(0), row.TextOrNull(1) }.Where(text => text is not null)), CancellationToken.None, ("@session", session));
        var device = string.IsNullOrEmpty(known) ? entry.UserAgent ?? "?" : known;
        await notices.AddAsync(write, user, MessageTemplate.NewDevice,
            ("device", device[..Math.Min(device.Length, LongestDevice)]), ("address", entry.Address ?? "?"), ("link", disowned.LinkTo(session)));
    }

    private async Task<string> NameOfAsync(string? clientId) =>
        clientId is null ? "?" : (await clients.FindAsync(clientId, CancellationToken.None))?.Name ?? clientId;
}
