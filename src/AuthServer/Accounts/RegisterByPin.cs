using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Protocol.Requests;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary><c>POST /auth/register/</c>: an account by phone number and PIN.</summary>
internal sealed class RegisterByPin(Registration registration, FirstSignIn signIn, PhoneVerification phones, AccountOptions options, TimeProvider time)
{
    public async Task<IResult> HandleAsync(JsonBody<RegisterByPinBody> json, HttpContext http)
    {
        var origin = Origin.Of(http);
        var read = Read(json.Value, origin.Locale);
        if (read.Problem is { } invalid) return invalid;
        var account = read.Account!;
        if (await registration.MakeAsync(account, origin, http.RequestAborted) is { } taken) return taken;
        // A number that has had its messages gets the code on request, later.
        await phones.SendAsync(account.User, origin, http.RequestAborted);
        return await signIn.AnswerAsync(account, http);
    }

    private (NewAccount? Account, Problem? Problem) Read(RegisterByPinBody body, string? locale)
    {
        var errors = new FieldErrors();
        var fields = new AccountFields(errors, time.GetUtcNow());
        var phone = PhoneField.Read(body.PhoneNumber, "phone_number", errors, options);
        errors.Require(body.PhoneNumber.Length > 0, "phone_number", "Is required.");
        var user = fields.User(body.Username, body.Email, phone, body.UserType, "user_type", locale);
        (user.GivenName, user.FamilyName) = (AccountFields.Name(body.FirstName), AccountFields.Name(body.LastName));
        DeviceBody.Check(body.Device, errors);
        errors.Require(PinRules.IsWellFormed(body.Pin, options.Pin.Length), "pin", $"Must be {options.Pin.Length} ASCII digits.");
        if (errors.Any) return (null, Problem.Invalid(errors));
        if (WeakSecret.OfPin(body.Pin, "pin", options.Pin.Length, phone!.Value) is { } weak) return (null, weak);
        return (new NewAccount(user, CredentialKind.Pin, body.Pin, DeviceInfo.Of(Parameters.Of(DeviceBody.Parameters(body.Device)))!), null);
    }
}
