using AuthServer.Accounts;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Credentials;

/// <summary>The routes that set and change a password.</summary>
internal sealed class ChangePassword(SecretChange change)
{
    /// <summary><c>POST /api/v1/password/change/</c>.</summary>
    public Task<IResult> ChangeAsync(JsonBody<ChangePasswordBody> json, SignedInUser caller, HttpContext http)
    {
        var body = json.Value;
        return change.ChangeAsync(CredentialKind.Password, caller, body.CurrentPassword, body.NewPassword, user => WeakSecret.OfPassword(body.NewPassword, "new_password", user) ?? Same(body), http);
    }

    /// <summary><c>POST /api/v1/password/set/</c>: the first password of an account that has none.</summary>
    public Task<IResult> SetAsync(JsonBody<SetPasswordBody> json, SignedInUser caller, HttpContext http) =>
        change.SetAsync(CredentialKind.Password, caller, json.Value.Password, user => WeakSecret.OfPassword(json.Value.Password, "password", user), http);

    private static Problem? Same(ChangePasswordBody body)
    {
        if (body.CurrentPassword != body.NewPassword) return null;
        var errors = new FieldErrors();
        errors.Add("new_password", "Must be another one.");
        return Problem.Invalid(errors);
    }
}
