using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Credentials;

/// <summary>The password reset routes and what the pages share with them.</summary>
internal sealed class ResetPassword(ResettableAccounts accounts, Statements statements, OutboxStore outbox, SendBudget sends, PasswordLinks links, SecretReset reset)
{
    private static readonly Problem Invalid = Problem.BadRequest("invalid_token", "The link is not valid: it was used, is too old, or a newer one was sent.");

    /// <summary><c>POST /api/v1/password-reset/request/</c>: the answer is the same whoever has the address.</summary>
    public async Task<IResult> RequestAsync(JsonBody<RequestPasswordResetBody> json, HttpContext http)
    {
        var errors = new FieldErrors();
        var email = EmailAddress.Normalize(json.Value.Email);
        errors.Require(email is not null, "email", "Must be an e-mail address.");
        if (email is null) return Problem.Invalid(errors);
        if (await RequestAsync(email, http) is { } wait) return Problem.TooManyRequests(wait);
        return Envelope.Accepted("If the address belongs to an account with a password, a link is on its way");
    }

    /// <summary>Asks for a link; null where the request is taken, else how long to wait.</summary>
    public Task<TimeSpan?> RequestAsync(string email, HttpContext http) => statements.ShareAsync(async write =>
    {
        var origin = Origin.Of(http);
        if (await sends.ChargeAsync(write, origin.Address, http.RequestAborted) is { } wait) return wait;
        await outbox.AddAsync(write, PasswordResetErrand.Name, Errand.Of(email, null, origin), Errand.WorthDoing);
        return (TimeSpan?)null;
    }, http.RequestAborted);

    /// <summary><c>POST /api/v1/password-reset/confirm/</c>.</summary>
    public async Task<IResult> ConfirmAsync(JsonBody<ConfirmPasswordResetBody> json, HttpContext http) =>
        await ConfirmAsync(json.Value.Token, json.Value.NewPassword, http) is { } refusal ? refusal : Envelope.Ok("The password is changed: sign in with it");

    /// <summary>Sets the new password; null where that went well.</summary>
    public async Task<Problem?> ConfirmAsync(string? token, string password, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await links.FindAsync(token, cancel) is not { } proof) return Invalid;
        // A link that went to the address that the account had then is none for the one that it has now.
        if (await accounts.ByEmailAsync(proof.Destination, cancel) is not { } account || account.User.Id != proof.Subject) return Invalid;
        // Before the link is used up: a password that will not do costs nothing.
        if (WeakSecret.OfPassword(password, "new_password", account.User) is { } weak) return weak;
        return await reset.KeepAsync(CredentialKind.Password, account.User, proof, password, Invalid, Origin.Of(http), cancel);
    }
}
