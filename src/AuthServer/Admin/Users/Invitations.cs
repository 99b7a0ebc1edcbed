using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;

namespace AuthServer.Admin.Users;

/// <summary>Lets the owner of an account choose a secret: a link to the mailbox, a code to the phone. Who administers sees neither.</summary>
internal sealed class Invitations(PasswordLinks links, OneTimeCodes codes)
{
    /// <summary>Sends what resets the secrets that the account has; what can't be sent now is sent when its owner asks.</summary>
    public async Task SendAsync(Write write, User user, Origin admin)
    {
        // Neither the administrator's address nor language is the user's.
        var origin = admin with { Address = null, Locale = null };
        if (user.NormalizedEmail is { } email && (await ResettableAccounts.ByEmailAsync(write.Db, email, CancellationToken.None))?.User.Id == user.Id)
            await links.SendAsync(write, user, origin, CancellationToken.None);
        if (user.PhoneNumber is { } phone && (await ResettableAccounts.ByPhoneAsync(write.Db, phone, CancellationToken.None))?.User.Id == user.Id)
            await codes.SendAsync(write, CodePurpose.PinReset, user, phone, null, origin, CancellationToken.None);
    }
}
