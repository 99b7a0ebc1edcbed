using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>The routes that verify the e-mail address and the phone number.</summary>
internal sealed class VerifyContact(EmailVerification emails, PhoneVerification phones, OneTimeCodes codes, Statements statements, Profiles profiles)
{
    /// <summary><c>POST /api/v1/email-verification-request/</c> and <c>…/resend/</c>.</summary>
    public async Task<IResult> RequestEmailAsync(SignedInUser caller, HttpContext http)
    {
        if (profiles.Find(caller.Id) is not { NormalizedEmail: not null } user) return Problem.Conflict("no_email", "The account has no e-mail address.");
        if (user.EmailConfirmed) return Problem.Conflict("already_verified", "The e-mail address is verified.");
        return Sent(await emails.SendAsync(user, Origin.Of(http), http.RequestAborted));
    }

    /// <summary><c>POST /auth/phone-verification-request/</c>.</summary>
    public async Task<IResult> RequestPhoneAsync(SignedInUser caller, HttpContext http)
    {
        if (profiles.Find(caller.Id) is not { PhoneNumber: not null } user) return Problem.Conflict("no_phone", "The account has no phone number.");
        if (user.PhoneNumberConfirmed) return Problem.Conflict("already_verified", "The phone number is verified.");
        return Sent(await phones.SendAsync(user, Origin.Of(http), http.RequestAborted));
    }

    /// <summary><c>POST /api/v1/email-verification-confirm/</c>.</summary>
    public Task<IResult> ConfirmEmailAsync(JsonBody<CodeBody> json, SignedInUser caller, HttpContext http) => ConfirmAsync(emails, json.Value.Code, caller, http);

    /// <summary><c>POST /auth/phone-verification-confirm/</c>.</summary>
    public Task<IResult> ConfirmPhoneAsync(JsonBody<CodeBody> json, SignedInUser caller, HttpContext http) => ConfirmAsync(phones, json.Value.Code, caller, http);

    /// <summary>Takes a code, for the routes and the page alike.</summary>
    /// <returns>Null where the contact is proved, else why not.</returns>
    public async Task<Problem?> ProveAsync(IContactVerification verification, Guid user, string code, Origin origin, CancellationToken cancel)
    {
        var tried = await codes.TryOfAsync(verification.Purpose, user, code, origin, cancel);
        if (tried.RetryAfter is { } wait) return Problem.TooManyRequests(wait);
        if (tried.Right is not { } right) return InvalidCode.Problem;
        var kept = await statements.WriteAsync(async write => await OneTimeCodes.UseAsync(write, right) && await verification.ConfirmAsync(write, user, right.Destination, origin, CancellationToken.None), CancellationToken.None);
        return kept ? null : InvalidCode.Problem;
    }

    private static IResult Sent(TimeSpan? wait) => wait is { } later ? Problem.TooManyRequests(later) : Envelope.Accepted("A code was sent");

    private async Task<IResult> ConfirmAsync(IContactVerification verification, string code, SignedInUser caller, HttpContext http)
    {
        if (await ProveAsync(verification, caller.Id, code, Origin.Of(http), http.RequestAborted) is { } problem) return problem;
        return profiles.Of(caller.Subject) is { } profile ? Envelope.Ok(new ConfirmedAnswer(profile), "Verified") : InvalidCode.Problem;
    }
}
