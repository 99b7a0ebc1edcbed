using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Protocol.Requests;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary><c>POST /api/v1/register/</c>: an account by username, e-mail address and password.</summary>
internal sealed class RegisterByPassword(Registration registration, FirstSignIn signIn, EmailVerification emails, AccountOptions options, TimeProvider time)
{
    public async Task<IResult> HandleAsync(JsonBody<RegisterByPasswordBody> json, HttpContext http)
    {
        var origin = Origin.Of(http);
        var read = Read(json.Value, origin.Locale);
        if (read.Problem is { } invalid) return invalid;
        var account = read.Account!;
        if (await registration.MakeAsync(account, origin, http.RequestAborted) is { } taken) return taken;
        // An address that has had its messages gets the code on request, later.
        await emails.SendAsync(account.User, origin, http.RequestAborted);
        return await signIn.AnswerAsync(account, http);
    }

    private (NewAccount? Account, Problem? Problem) Read(RegisterByPasswordBody body, string? locale)
    {
        var errors = new FieldErrors();
        var fields = new AccountFields(errors, time.GetUtcNow());
        errors.Require(body.Phone is null || body.PhoneNumber is null || body.Phone == body.PhoneNumber, "phone", "Differs from phone_number.");
        errors.Require(body.Username.Length > 0, "username", "Is required.");
        errors.Require(body.Email.Length > 0, "email", "Is required.");
        var phone = PhoneField.Read(body.PhoneNumber ?? body.Phone, body.PhoneNumber is null ? "phone" : "phone_number", errors, options);
        var user = fields.User(body.Username, body.Email, phone, body.Role, "role", locale);
        DeviceBody.Check(body.Device, errors);
        if (errors.Any) return (null, Problem.Invalid(errors));
        if (WeakSecret.OfPassword(body.Password, "password", user) is { } weak) return (null, weak);
        return (new NewAccount(user, CredentialKind.Password, body.Password, DeviceInfo.Of(Parameters.Of(DeviceBody.Parameters(body.Device)))!), null);
    }
}
