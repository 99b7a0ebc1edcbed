using System.Text.Json;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Accounts;

/// <summary>Sends the code that proves a new address or number; where another account has proved it before, its owner hears of it instead.</summary>
internal sealed class ContactChangeErrand(Statements statements, OneTimeCodes codes, OwnerNotice owners) : IOutboxHandler
{
    public const string Name = "contact_change";

    public string Kind => Name;

    public Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var errand = JsonSerializer.Deserialize<Errand>(content.Span)!;
        var purpose = errand.To[0] == '+' ? CodePurpose.PhoneChange : CodePurpose.EmailChange;
        return statements.WriteAsync(async write =>
        {
            await OutboxStore.DeleteAsync(write, id);
            if (await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == errand.User && !u.Disabled, cancel) is not { } user) return;
            if (!await owners.TellAsync(write, errand.To, user.Id, cancel)) await codes.SendAsync(write, purpose, user, errand.To, null, errand.ChargedOrigin(), cancel);
            // A row all the same: trying codes must take the same work.
            else await codes.PutDecoyAsync(write, purpose, user.Id, cancel);
        }, cancel);
    }
}
