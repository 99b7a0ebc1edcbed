using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Messaging.Outbox;
using AuthServer.Protocol.Requests;
using Microsoft.AspNetCore.DataProtection;

namespace AuthServer.Pages;

/// <summary>The phone number on its way from the page that asks for a code to the one that takes it: in the address, sealed, so that it is in no history and no log.</summary>
internal sealed class PinResetTickets(IDataProtectionProvider protection, TimeProvider time)
{
    // A code may be that late, and is good for that long then.
    private static readonly TimeSpan Lifetime = Errand.WorthDoing + CodePurpose.PinReset.Lifetime;

    private readonly Ticket<Asked> _ticket = new(protection, "pin-reset-number");

    /// <summary>The ticket of a number. It proves nothing: the code does.</summary>
    public string Seal(PhoneNumber phone) => _ticket.Seal(new Asked(phone.ToString(), time.GetUtcNow()));

    /// <summary>The number, or null where the ticket is damaged or too old.</summary>
    public PhoneNumber? Open(string? text) => _ticket.Open(text) is { } asked && time.GetUtcNow() - asked.At <= Lifetime ? PhoneNumber.Parse(asked.Number) : null;

    private sealed record Asked(string Number, DateTimeOffset At);
}
