using AuthServer.Credentials;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>The login routes: the PIN and password grants behind an envelope.</summary>
internal sealed class Login(FirstPartyApp app, Profiles profiles)
{
    /// <summary><c>POST /auth/login/</c>.</summary>
    public async Task<IResult> ByPinAsync(JsonBody<LoginByPinBody> json, HttpContext http)
    {
        var body = json.Value;
        var errors = new FieldErrors();
        errors.Require(body.PhoneNumber.Length > 0, "phone_number", "Is required.");
        errors.Require(body.Pin.Length > 0, "pin", "Is required.");
        DeviceBody.Check(body.Device, errors);
        if (errors.Any) return Problem.Invalid(errors);
        return await AskAsync(PinGrant.GrantType, http, [new("phone_number", body.PhoneNumber), new("pin", body.Pin), .. DeviceBody.Parameters(body.Device)]);
    }

    /// <summary><c>POST /auth/login/verify/</c>.</summary>
    public async Task<IResult> VerifyAsync(JsonBody<VerifyLoginBody> json, HttpContext http)
    {
        var body = json.Value;
        var errors = new FieldErrors();
        errors.Require(body.ChallengeId.Length > 0, "challenge_id", "Is required.");
        errors.Require(body.Code.Length > 0, "code", "Is required.");
        if (errors.Any) return Problem.Invalid(errors);
        return await AskAsync(PinGrant.GrantType, http, [new(CredentialErrors.ChallengeId, body.ChallengeId), new("code", body.Code)]);
    }

    /// <summary><c>POST /api/v1/login/</c>.</summary>
    public async Task<IResult> ByPasswordAsync(JsonBody<LoginByPasswordBody> json, HttpContext http)
    {
        var body = json.Value;
        var errors = new FieldErrors();
        string[] names = [.. new[] { body.Username, body.Email, body.PhoneNumber }.Where(name => !string.IsNullOrEmpty(name)).OfType<string>()];
        errors.Require(names.Length == 1, "username", "One of username, email and phone_number is required.");
        errors.Require(body.Password.Length > 0, "password", "Is required.");
        DeviceBody.Check(body.Device, errors);
        if (errors.Any) return Problem.Invalid(errors);
        return await AskAsync(PasswordGrant.GrantType, http, [new("username", names[0]), new("password", body.Password), .. DeviceBody.Parameters(body.Device)]);
    }

    private async Task<IResult> AskAsync(string grantType, HttpContext http, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        Refusals.SignedIn(await app.AskAsync(grantType, http, parameters), profiles);
}
