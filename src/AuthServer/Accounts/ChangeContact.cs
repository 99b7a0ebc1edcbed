using AuthServer.Credentials;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>The routes that change the e-mail address and the phone number.</summary>
internal sealed class ChangeContact(ContactChange change, Profiles profiles, AccountOptions options)
{
    /// <summary><c>POST /api/v1/email-change/</c>.</summary>
    public async Task<IResult> RequestEmailAsync(JsonBody<ChangeEmailBody> json, SignedInUser caller, HttpContext http)
    {
        var errors = new FieldErrors();
        var email = EmailAddress.Normalize(json.Value.Email);
        errors.Require(email is not null, "email", "Must be an e-mail address.");
        return email is null ? Problem.Invalid(errors) : await change.RequestAsync(caller, email, http);
    }

    /// <summary><c>POST /auth/phone-change/</c>.</summary>
    public async Task<IResult> RequestPhoneAsync(JsonBody<ChangePhoneBody> json, SignedInUser caller, HttpContext http)
    {
        var errors = new FieldErrors();
        var phone = PhoneField.Read(json.Value.PhoneNumber, "phone_number", errors, options);
        errors.Require(json.Value.PhoneNumber.Length > 0, "phone_number", "Is required.");
        return phone is null ? Problem.Invalid(errors) : await change.RequestAsync(caller, phone.Value.ToString(), http);
    }

    /// <summary><c>POST /api/v1/email-change-confirm/</c>.</summary>
    public Task<IResult> ConfirmEmailAsync(JsonBody<CodeBody> json, SignedInUser caller, HttpContext http) => ConfirmAsync(CodePurpose.EmailChange, json, caller, http);

    /// <summary><c>POST /auth/phone-change-confirm/</c>.</summary>
    public Task<IResult> ConfirmPhoneAsync(JsonBody<CodeBody> json, SignedInUser caller, HttpContext http) => ConfirmAsync(CodePurpose.PhoneChange, json, caller, http);

    private async Task<IResult> ConfirmAsync(CodePurpose purpose, JsonBody<CodeBody> json, SignedInUser caller, HttpContext http)
    {
        if (await change.ConfirmAsync(caller, purpose, json.Value.Code, http) is { } refusal) return refusal;
        return profiles.Of(caller.Subject) is { } profile ? Envelope.Ok(new ConfirmedAnswer(profile), "Changed") : InvalidCode.Problem;
    }
}
