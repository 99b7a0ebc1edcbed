using System.Text.Json;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;

namespace AuthServer.Credentials;

/// <summary>Sends the link that resets a password, where there is one to reset.</summary>
internal sealed class PasswordResetErrand(ResettableAccounts accounts, Statements statements, PasswordLinks links) : IOutboxHandler
{
    public const string Name = "password_reset";

    public string Kind => Name;

    public async Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var errand = JsonSerializer.Deserialize<Errand>(content.Span)!;
        if (await accounts.ByEmailAsync(errand.To, cancel) is not { } account) return;
        await statements.ShareAsync(async write =>
        {
            await OutboxStore.DeleteAsync(write, id);
            await links.SendAsync(write, account.User, errand.ChargedOrigin(), cancel);
        }, cancel);
    }
}
