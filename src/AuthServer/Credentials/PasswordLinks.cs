using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging;
using Microsoft.EntityFrameworkCore;
using Sealing;

namespace AuthServer.Credentials;

/// <summary>Links that reset a password: 30 minutes, one use; a new one kills the old one. The row alone makes none: the token's MAC needs the key ring.</summary>
internal sealed class PasswordLinks(IDbContextFactory<AccountsDbContext> contexts, OneTimeCodes codes, SendBudget sends, Messages messages, KeyRing ring, TimeProvider time)
{
    private static readonly KeyPurpose Purpose = new("password-reset");

    /// <summary>Sends a link, if the address may get another message now.</summary>
    public async Task SendAsync(PlainWrite write, User user, Origin origin, CancellationToken cancel)
    {
        var address = user.NormalizedEmail!;
        if (await sends.TakeAsync(write, CodePurpose.PasswordReset, address, origin.Address, cancel) is not null) return;
        var row = await codes.PutAsync(write, CodePurpose.PasswordReset, user.Id, address, null, _ => [], cancel);
        // In the fragment's place a query: the page works without JavaScript. It sends no Referer, and the token is dead after its use.
        var link = messages.LinkTo("/password/reset?token=" + LinkToken.Format(ring, Purpose, row));
        await messages.AddLinkAsync(write, CodePurpose.PasswordReset, address, user.Locale ?? origin.Locale, link);
    }

    /// <summary>What a token stands for while it is good; nothing is used up by asking.</summary>
    public async Task<RightCode?> FindAsync(string? token, CancellationToken cancel)
    {
        if (!LinkToken.TryParse(ring, Purpose, token, out var row)) return null;
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.OneTimeCodes.AsNoTracking().Where(c => c.Id == row && c.Purpose == CodePurpose.PasswordReset.Name && c.ExpiresAt > now)
            .Select(c => new RightCode(c.Id, c.Subject, c.Destination, c.Payload)).FirstOrDefaultAsync(cancel);
    }
}
