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
        var body = json.Value;
        var device = DeviceInfo.Of(Parameters.Of(DeviceBody.Parameters(body.Device)));
        var made = await MakeAsync(body, device, Origin.Of(http), http.RequestAborted);
        return made.Problem is { } problem ? problem : await signIn.AnswerAsync(made.Account!, http);
    }

    /// <summary>Makes the account and sends the code, for the route and the page alike.</summary>
    /// <param name="body">What was typed.</param>
    /// <param name="device">The device that the account will know; null where its identifier is malformed, which is a fault of the body.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The account, or why there is none.</returns>
    public async Task<(NewAccount? Account, Problem? Problem)> MakeAsync(RegisterByPasswordBody body, DeviceInfo? device, Origin origin, CancellationToken cancel)
    {
        var read = Read(body, device, origin.Locale);
        if (read.Problem is not null) return read;
        var account = read.Account!;
        if (await registration.MakeAsync(account, origin, cancel) is { } taken) return (null, taken);
        // An address that has had its messages gets the code on request, later.
        await emails.SendAsync(account.User, origin, cancel);
        return (account, null);
    }

    private (NewAccount? Account, Problem? Problem) Read(RegisterByPasswordBody body, DeviceInfo? device, string? locale)
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
        return (new NewAccount(user, CredentialKind.Password, body.Password, device!), null);
    }
}
