using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Signs a user in who has just registered.</summary>
internal sealed class FirstSignIn(FirstPartyApp app, AppSignIn apps, TokenIssuer issuer, BrowserSessions browsers, IDbContextFactory<AccountsDbContext> contexts)
{
    /// <summary>201 with the profile and the first tokens.</summary>
    public async Task<IResult> AnswerAsync(NewAccount account, HttpContext http)
    {
        var user = account.User;
        var request = await app.RequestAsync(http, []);
        var subject = SubjectOf(user);
        var approval = apps.Approve(request, request.Client.Scopes, subject, account.Kind.Amr, await DeviceAsync(user.Id, account.Device, http.RequestAborted));
        var tokens = await issuer.IssueAsync(approval, http.RequestAborted);
        return tokens.Refused ? Refusals.OfSignIn(tokens.Error) : Envelope.Created(new SignedInAnswer(ProfileAnswer.Of(user, subject.Roles), TokensAnswer.Of(tokens.Value)), "Registered");
    }

    /// <summary>Signs the browser in. Where the account was changed in the very same moment, it is not, and its user signs in as anybody does.</summary>
    public async Task InBrowserAsync(NewAccount account, HttpContext http) =>
        await browsers.SignInAsync(http, SubjectOf(account.User), account.Kind.Amr, await DeviceAsync(account.User.Id, account.Device, http.RequestAborted));

    private static Subject SubjectOf(User user) => new(SubjectReader.Format(user.Id), [user.UserType], user.AuthorizationVersion, user.SecurityStamp!);

    private async Task<Guid?> DeviceAsync(Guid user, DeviceInfo device, CancellationToken cancel)
    {
        if (device.Id is not { } hash) return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Devices.Where(d => d.UserId == user && d.Hash == hash).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancel);
    }
}
