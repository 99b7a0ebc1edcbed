using System.Security.Claims;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>The phone verification routes.</summary>
internal sealed class VerifyPhone(PhoneVerification phones, Profiles profiles)
{
    /// <summary><c>POST /auth/phone-verification-request/</c>.</summary>
    public async Task<IResult> RequestAsync(ClaimsPrincipal caller, HttpContext http)
    {
        if (await profiles.FindAsync(caller.Id(), http.RequestAborted) is not { PhoneNumber: { } number } user) return Problem.Conflict("no_phone", "The account has no phone number.");
        if (user.PhoneNumberConfirmed) return Problem.Conflict("already_verified", "The phone number is verified.");
        return await phones.SendAsync(user.Id, number, http.RequestAborted) is { } wait ? Problem.TooManyRequests(wait) : Envelope.Accepted("A code was sent");
    }

    /// <summary><c>POST /auth/phone-verification-confirm/</c>.</summary>
    public async Task<IResult> ConfirmAsync(JsonBody<CodeBody> json, ClaimsPrincipal caller, HttpContext http)
    {
        if (!await phones.TryAsync(caller.Id(), json.Value.Code, http.RequestAborted)) return InvalidCode.Problem;
        return await profiles.OfAsync(SubjectReader.Format(caller.Id()), http.RequestAborted) is { } profile ? Envelope.Ok(new ConfirmedAnswer(profile), "Verified") : InvalidCode.Problem;
    }
}
