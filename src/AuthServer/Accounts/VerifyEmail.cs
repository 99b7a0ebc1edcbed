using System.Security.Claims;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>The e-mail verification routes.</summary>
internal sealed class VerifyEmail(EmailVerification emails, Profiles profiles)
{
    /// <summary><c>POST /api/v1/email-verification-request/</c> and <c>…/resend/</c>.</summary>
    public async Task<IResult> RequestAsync(ClaimsPrincipal caller, HttpContext http)
    {
        if (await profiles.FindAsync(caller.Id(), http.RequestAborted) is not { Email: { } address } user) return Problem.Conflict("no_email", "The account has no e-mail address.");
        if (user.EmailConfirmed) return Problem.Conflict("already_verified", "The e-mail address is verified.");
        return await emails.SendAsync(user.Id, address, http.RequestAborted) is { } wait ? Problem.TooManyRequests(wait) : Envelope.Accepted("A code was sent");
    }

    /// <summary><c>POST /api/v1/email-verification-confirm/</c>.</summary>
    public async Task<IResult> ConfirmAsync(JsonBody<CodeBody> json, ClaimsPrincipal caller, HttpContext http)
    {
        if (!await emails.TryAsync(caller.Id(), json.Value.Code, http.RequestAborted)) return InvalidCode.Problem;
        return await profiles.OfAsync(SubjectReader.Format(caller.Id()), http.RequestAborted) is { } profile ? Envelope.Ok(new ConfirmedAnswer(profile), "Verified") : InvalidCode.Problem;
    }
}
