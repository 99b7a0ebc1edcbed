using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Credentials;

/// <summary><c>POST /auth/pin/reset/</c>: with a phone number alone it asks for a code, with the code it sets the new PIN.</summary>
internal sealed class ResetPin(ResettableAccounts accounts, Statements statements, OutboxStore outbox, SendBudget sends, OneTimeCodes codes, GuessBudget budget, SecretReset reset, AccountOptions options)
{
    public async Task<IResult> HandleAsync(JsonBody<ResetPinBody> json, HttpContext http)
    {
        var body = json.Value;
        var errors = new FieldErrors();
        var phone = PhoneNumber.Parse(body.PhoneNumber);
        errors.Require(phone is not null, "phone_number", "Must be a phone number in E.164, such as +12025550101.");
        errors.Require(body.Code is null == body.NewPin is null, body.Code is null ? "code" : "new_pin", "Both code and new_pin, or neither.");
        if (errors.Any || phone is not { } number) return Problem.Invalid(errors);
        if (body.Code is null) return await AskAsync(number, http);
        return await ConfirmAsync(number, body.Code, body.NewPin!, http) is { } refusal ? refusal : Envelope.Ok("The PIN is changed: sign in with it");
    }

    /// <summary>Asks for a code; null where the request is taken, else how long to wait.</summary>
    public Task<TimeSpan?> RequestAsync(PhoneNumber phone, HttpContext http) => statements.ShareAsync(async write =>
    {
        var origin = Origin.Of(http);
        if (await sends.ChargeAsync(write, origin.Address, http.RequestAborted) is { } wait) return wait;
        await outbox.AddAsync(write, PinResetErrand.Name, Errand.Of(phone.ToString(), null, origin), Errand.WorthDoing);
        return (TimeSpan?)null;
    }, http.RequestAborted);

    /// <summary>Sets the new PIN; null where that went well.</summary>
    public async Task<Problem?> ConfirmAsync(PhoneNumber phone, string code, string pin, HttpContext http)
    {
        // Before the code is tried: a PIN that will not do costs none of its five tries.
        if (WeakSecret.OfPin(pin, "new_pin", options.Pin.Length, phone) is { } weak) return weak;
        var (cancel, origin) = (http.RequestAborted, Origin.Of(http));
        var account = await accounts.ByPhoneAsync(phone.ToString(), cancel);
        var tried = await codes.TryOfAsync(CodePurpose.PinReset, account?.User.Id ?? PinResetErrand.StandInOf(budget, phone.ToString()), code, origin, cancel);
        if (tried.RetryAfter is { } wait) return Problem.TooManyRequests(wait);
        // A code that went to the number that the account had then is none for the one that it has now.
        if (tried.Right is not { } right || account is null || right.Destination != phone.ToString()) return InvalidCode.Problem;
        return await reset.KeepAsync(CredentialKind.Pin, account.User, right, pin, InvalidCode.Problem, origin, cancel);
    }

    // The answer is the same whoever has the number.
    private async Task<IResult> AskAsync(PhoneNumber phone, HttpContext http) =>
        await RequestAsync(phone, http) is { } wait ? Problem.TooManyRequests(wait) : Envelope.Accepted("If the number belongs to an account with a PIN, a code is on its way");
}
