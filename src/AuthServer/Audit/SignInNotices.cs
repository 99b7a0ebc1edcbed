using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Sessions;
using AuthServer.Sessions;

namespace AuthServer.Audit;

/// <summary>Tells users of sign-ins on new devices and of refresh tokens that were used twice.</summary>
internal sealed class SignInNotices(UserRows users, Notices notices, DisownedSignIns disowned, Throttles throttles, ClientCatalogue clients)
{
    private const int ADay = 6;

    // A browser's User-Agent is long, and its beginning tells what people can tell apart.
    private const int LongestDevice = 60;

    private static readonly TimeSpan Registering = TimeSpan.FromMinutes(1);

    private const string Device = "SELECT d.id, d.name, d.platform FROM sessions s JOIN devices d ON d.id = s.device_id WHERE s.id = @session";

    private const string Earlier = "SELECT 1 FROM sessions WHERE subject = @subject AND id < @session LIMIT 1";

    private const string Announce = "UPDATE devices SET announced = 1 WHERE id = @id AND announced = 0";

    /// <summary>What there is to tell of an event; null where there is nothing.</summary>
    /// <param name="entry">The event's row.</param>
    /// <param name="payload">What else is known of it.</param>
    /// <param name="cancel">Ends the wait for a name: a client that is its own document may have to be fetched. Its id stands in.</param>
    public async Task<SignInNotice?> OfAsync(AuditEntry entry, JsonElement payload, CancellationToken cancel)
    {
        if (entry is { Event: AuditEvents.GrantRevoked, Detail: "refresh_token_reused" }) return new SignInNotice(entry, await NameOfAsync(entry.ClientId, cancel));
        var began = entry.Event == AuditEvents.SignedIn && payload.TryGetProperty("begins", out var value) && value.ValueKind == JsonValueKind.True;
        return began ? new SignInNotice(entry, null) : null;
    }

    /// <summary>Tells it, in the transaction of the event's row.</summary>
    public Task TellAsync(PlainWrite write, SignInNotice notice) => notice.ReusedIn is { } app ? TellOfReuseAsync(write, notice.Entry, app) : TellOfNewDeviceAsync(write, notice.Entry);

    private async Task TellOfReuseAsync(PlainWrite write, AuditEntry entry, string app)
    {
        if (UserOf(entry) is { } user && await MayTellAsync(write, entry, "reuse")) await notices.AddAsync(write, user, MessageTemplate.SessionReuse, ("app", app));
    }

    private async Task TellOfNewDeviceAsync(PlainWrite write, AuditEntry entry)
    {
        if (!SessionId.TryParse(entry.SessionId, out var session)) return;
        var named = await write.FirstAsync(Device, row => new Named(row.Id(0), string.Join(", ", new[] { row.TextOrNull(1), row.TextOrNull(2) }.Where(text => text is not null))), CancellationToken.None, ("@session", session));
        // Told by who first begins a session on it, so that none is known before its owner has heard of it.
        if (named is not null && await write.ExecuteAsync(Announce, CancellationToken.None, ("@id", named.Id)) == 0) return;
        if (UserOf(entry) is not { } user || await IsRegistrationAsync(write, user, entry, session)) return;
        // Apps that do not name their device are new every time; they do not use up what is told of devices with a name.
        if (!await MayTellAsync(write, entry, named is null ? "unnamed" : "named")) return;
        var device = string.IsNullOrEmpty(named?.Text) ? entry.UserAgent ?? "?" : named.Text;
        await notices.AddAsync(write, user, MessageTemplate.NewDevice,
            ("device", device[..Math.Min(device.Length, LongestDevice)]), ("address", entry.Address ?? "?"), ("link", disowned.LinkTo(session)));
    }

    private User? UserOf(AuditEntry entry) => SubjectReader.TryParse(entry.Subject ?? "", out var id) ? users.Find(id) : null;

    // Who has just registered knows on which device. The identifiers are in the order of time.
    private static async Task<bool> IsRegistrationAsync(PlainWrite write, User user, AuditEntry entry, Guid session) =>
        entry.At - user.CreatedAt < Registering
        && !await write.FirstAsync(Earlier, _ => true, CancellationToken.None, ("@subject", entry.Subject), ("@session", session));

    // A few a day are read, more are not.
    private async Task<bool> MayTellAsync(PlainWrite write, AuditEntry entry, string what) =>
        await throttles.TakeAsync(write, new Throttle($"notices of {what}", entry.Subject!, ADay, TimeSpan.FromDays(1)), CancellationToken.None) is null;

    private async Task<string> NameOfAsync(string? clientId, CancellationToken cancel)
    {
        if (clientId is null) return "?";
        try
        {
            return (await clients.FindAsync(clientId, cancel))?.Name ?? clientId;
        }
        catch (OperationCanceledException)
        {
            return clientId;
        }
    }

    private sealed record Named(Guid Id, string Text);
}
