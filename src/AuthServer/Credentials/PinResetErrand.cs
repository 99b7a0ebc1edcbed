using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;

namespace AuthServer.Credentials;

/// <summary>Sends the code that resets a PIN, where there is one to reset.</summary>
internal sealed class PinResetErrand(ResettableAccounts accounts, Statements statements, OneTimeCodes codes, GuessBudget budget) : IOutboxHandler
{
    public const string Name = "pin_reset";

    public string Kind => Name;

    public async Task HandleAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var errand = JsonSerializer.Deserialize<Errand>(content.Span)!;
        var account = await accounts.ByPhoneAsync(errand.To, cancel);
        await statements.ShareAsync(async write =>
        {
            await OutboxStore.DeleteAsync(write, id);
            if (account is not null) await codes.SendAsync(write, CodePurpose.PinReset, account.User, errand.To, null, errand.ChargedOrigin(), cancel);
            else await codes.PutDecoyAsync(write, CodePurpose.PinReset, StandInOf(budget, errand.To), cancel);
        }, cancel);
    }

    /// <summary>Stands where a user would, so that trying codes on a number that nobody has takes the same work.</summary>
    public static Guid StandInOf(GuessBudget budget, string phone) => new(budget.KeyOf(null, LoginName.OfPhone(phone)), bigEndian: true);
}
