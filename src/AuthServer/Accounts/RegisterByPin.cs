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
        var read = Read(json.Value);
        if (read.Problem is { } invalid) return invalid;
        var account = read.Account!;
        if (await registration.MakeAsync(account, http.Connection.RemoteIpAddress, http.RequestAborted) is { } taken) return taken;
        // A number that has had its messages gets the code on request, later.
        await phones.SendAsync(account.User.Id, account.User.PhoneNumber!, http.RequestAborted);
        return await signIn.AnswerAsync(account, http);
    }

    private (NewAccount? Account, Problem? Problem) Read(RegisterByPinBody body)
    {
        var errors = new FieldErrors();
        var fields = new AccountFields(errors, time.GetUtcNow());
        var phone = fields.Phone(body.PhoneNumber, "phone_number");
        errors.Require(body.PhoneNumber.Length > 0, "phone_number", "Is required.");
        var user = fields.User(body.Username, body.Email, phone, body.UserType, "user_type");
        (user.GivenName, user.FamilyName) = (AccountFields.Name(body.FirstName), AccountFields.Name(body.LastName));
        DeviceBody.Check(body.Device, errors);
        var weakness = phone is { } own ? PinRules.Weakness(body.Pin, options.Pin.Length, own) : PinWeakness.None;
        errors.Require(weakness != PinWeakness.Format, "pin", $"Must be {options.Pin.Length} ASCII digits.");
        if (errors.Any) return (null, Problem.Invalid(errors));
        if (weakness != PinWeakness.None) return (null, WeakSecret.Pin(weakness));
        return (new NewAccount(user, CredentialKind.Pin, body.Pin, DeviceInfo.Of(Parameters.Of(DeviceBody.Parameters(body.Device)))!), null);
    }
}
