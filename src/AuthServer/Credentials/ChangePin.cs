using AuthServer.Accounts;
using AuthServer.Data;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Credentials;

/// <summary>The routes that set and change a PIN.</summary>
internal sealed class ChangePin(SecretChange change, AccountOptions options)
{
    /// <summary><c>POST /auth/pin/change/</c>.</summary>
    public Task<IResult> ChangeAsync(JsonBody<ChangePinBody> json, SignedInUser caller, HttpContext http)
    {
        var body = json.Value;
        return change.ChangeAsync(CredentialKind.Pin, caller, body.CurrentPin, body.NewPin, user => Weakness(user, body.NewPin, "new_pin") ?? Same(body), http);
    }

    /// <summary><c>POST /auth/pin/set/</c>: the first PIN of an account that has none.</summary>
    public Task<IResult> SetAsync(JsonBody<SetPinBody> json, SignedInUser caller, HttpContext http) =>
        change.SetAsync(CredentialKind.Pin, caller, json.Value.Pin, user => Weakness(user, json.Value.Pin, "pin"), http);

    // A PIN signs in with the phone number: without one that is proved there is nothing to sign in with.
    private Problem? Weakness(User user, string pin, string field)
    {
        if (PhoneNumber.Parse(user.PhoneNumber) is not { } phone) return Problem.Conflict("no_phone", "The account has no phone number.");
        return user.PhoneNumberConfirmed || field == "new_pin" ? WeakSecret.OfPin(pin, field, options.Pin.Length, phone) : Problem.Conflict("phone_not_verified", "The phone number has to be verified first.");
    }

    private static Problem? Same(ChangePinBody body)
    {
        if (body.CurrentPin != body.NewPin) return null;
        var errors = new FieldErrors();
        errors.Add("new_pin", "Must be another one.");
        return Problem.Invalid(errors);
    }
}
