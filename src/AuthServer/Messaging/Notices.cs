using System.Globalization;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging.Templates;

namespace AuthServer.Messaging;

/// <summary>Tells users what happened to their account, where they have proved that a mailbox or a phone is theirs.</summary>
public sealed class Notices(Messages messages, SendBudget sends, TimeProvider time)
{
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(1);

    /// <summary>Tells a user, by e-mail or else by text message; nobody where neither is proved.</summary>
    /// <param name="write">The transaction of what happened.</param>
    /// <param name="user">The user, as they were before it.</param>
    /// <param name="template">Which notice.</param>
    /// <param name="values">What it says of this case, besides the time.</param>
    public Task AddAsync(PlainWrite write, User user, MessageTemplate template, params (string Name, string Value)[] values) =>
        DestinationOf(user) is { } destination ? AddAsync(write, user, destination, template, values) : Task.CompletedTask;

    /// <summary>Tells one address or number of a user.</summary>
    public async Task AddAsync(PlainWrite write, User user, string destination, MessageTemplate template, params (string Name, string Value)[] values)
    {
        if (!await sends.TakeNoticeAsync(write, destination)) return;
        var all = values.ToDictionary(v => v.Name, v => v.Value);
        all["time"] = LocalTime(user, time.GetUtcNow());
        await messages.AddAsync(write, template, destination, user.Locale, all, WorthSending);
    }

    private static string? DestinationOf(User user)
    {
        if (user is { EmailConfirmed: true, Email: { } email }) return email;
        return user is { PhoneNumberConfirmed: true, PhoneNumber: { } phone } ? phone : null;
    }

    private static string LocalTime(User user, DateTimeOffset now)
    {
        var zone = user.ZoneInfo is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(now, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + (zone.Equals(TimeZoneInfo.Utc) ? "UTC" : zone.Id);
    }
}
