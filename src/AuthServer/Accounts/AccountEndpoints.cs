using AuthServer.Consents;
using AuthServer.Credentials;
using AuthServer.Devices;
using AuthServer.Sessions;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary>Every REST route of accounts, one line each with what it answers. Paths match with and without their trailing slash.</summary>
public static class AccountEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Accounts");
        api.MapPost("/register/", (JsonBody<RegisterByPasswordBody> body, RegisterByPassword use, HttpContext http) => use.HandleAsync(body, http)).LimitedByAddress().Signs(201, "Registers by password; a code goes to the e-mail address.").FailsWith(400, "validation_failed", "weak_password").FailsWith(409, "username_taken", "email_taken", "phone_taken");
        api.MapPost("/login/", (JsonBody<LoginByPasswordBody> body, Login use, HttpContext http) => use.ByPasswordAsync(body, http)).Limited().Signs(200, "Signs in by password.").FailsWith(401, "invalid_credentials").FailsWith(403, "email_not_verified");
        api.MapPost("/refresh/", (JsonBody<RefreshBody> body, Refresh use, HttpContext http) => use.HandleAsync(body, http)).Gives<TokensAnswer>(200, "Rotates the tokens.").FailsWith(401, "invalid_refresh_token");
        api.MapPost("/token/refresh/", (JsonBody<RefreshBody> body, Refresh use, HttpContext http) => use.HandleAsync(body, http)).Gives<TokensAnswer>(200, "Rotates the tokens.").FailsWith(401, "invalid_refresh_token");
        api.MapPost("/logout/", (JsonBody<RefreshBody> body, Logout use, HttpContext http) => use.HandleAsync(body, http)).Gives<object>(200, "Ends the session; repeating it is harmless.");
        api.MapPost("/email-verification-request/", (SignedInUser caller, VerifyContact use, HttpContext http) => use.RequestEmailAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a code to the e-mail address.").FailsWith(409, "no_email", "already_verified");
        api.MapPost("/email-verification-request/resend/", (SignedInUser caller, VerifyContact use, HttpContext http) => use.RequestEmailAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a new code; the old one dies.").FailsWith(409, "no_email", "already_verified");
        api.MapPost("/email-verification-confirm/", (JsonBody<CodeBody> body, SignedInUser caller, VerifyContact use, HttpContext http) => use.ConfirmEmailAsync(body, caller, http)).ForUsers().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code.").FailsWith(400, "validation_failed", "invalid_code");
        api.MapPost("/email-change/", (JsonBody<ChangeEmailBody> body, SignedInUser caller, ChangeContact use, HttpContext http) => use.RequestEmailAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<object>(202, "Sends a code to another e-mail address; the old one stays until the code is back.").FailsWith(409, "already_verified");
        api.MapPost("/email-change-confirm/", (JsonBody<CodeBody> body, SignedInUser caller, ChangeContact use, HttpContext http) => use.ConfirmEmailAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code; the new e-mail address is the account's.").FailsWith(400, "validation_failed", "invalid_code").FailsWith(409, "email_taken");
        api.MapPost("/password-reset/request/", (JsonBody<RequestPasswordResetBody> body, ResetPassword use, HttpContext http) => use.RequestAsync(body, http)).AllowAnonymous().LimitedByAddress().Gives<object>(202, "Sends a link that resets the password, if there is one to reset; always the same answer.");
        api.MapPost("/password-reset/confirm/", (JsonBody<ConfirmPasswordResetBody> body, ResetPassword use, HttpContext http) => use.ConfirmAsync(body, http)).AllowAnonymous().LimitedByAddress().Gives<object>(200, "Takes the token of the link; every session ends.").FailsWith(400, "validation_failed", "weak_password", "invalid_token");
        api.MapPost("/password/change/", (JsonBody<ChangePasswordBody> body, SignedInUser caller, ChangePassword use, HttpContext http) => use.ChangeAsync(body, caller, http)).ForUsers().Limited().Gives<object>(200, "Changes the password; other sessions end.").FailsWith(400, "validation_failed", "weak_password", "invalid_password").FailsWith(409, "no_password", "changed_meanwhile");
        api.MapPost("/password/set/", (JsonBody<SetPasswordBody> body, SignedInUser caller, ChangePassword use, HttpContext http) => use.SetAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<object>(200, "Sets the first password of an account that has none; other sessions end.").FailsWith(400, "validation_failed", "weak_password").FailsWith(409, "password_already_set", "changed_meanwhile");

        var auth = app.MapGroup("/auth").WithTags("Accounts by phone");
        auth.MapPost("/register/", (JsonBody<RegisterByPinBody> body, RegisterByPin use, HttpContext http) => use.HandleAsync(body, http)).LimitedByAddress().Signs(201, "Registers by phone number and PIN; a code goes to the phone, the device is known from now on.").FailsWith(400, "validation_failed", "weak_pin").FailsWith(409, "phone_taken", "email_taken", "username_taken");
        auth.MapPost("/login/", (JsonBody<LoginByPinBody> body, Login use, HttpContext http) => use.ByPinAsync(body, http)).Limited().Signs(200, "Signs in by phone number and PIN.").FailsWith(401, "invalid_credentials").FailsWith(403, "device_verification_required");
        auth.MapPost("/login/verify/", (JsonBody<VerifyLoginBody> body, Login use, HttpContext http) => use.VerifyAsync(body, http)).Limited().Signs(200, "Takes the code that an unknown device has to bring.").FailsWith(401, "invalid_credentials");
        auth.MapGet("/pin/status/", (SignedInUser caller, PinStatus use, CancellationToken cancel) => use.HandleAsync(caller, cancel)).ForUsers().WithSummary("How the PIN stands.");
        auth.MapPost("/pin/set/", (JsonBody<SetPinBody> body, SignedInUser caller, ChangePin use, HttpContext http) => use.SetAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<object>(200, "Sets the first PIN of an account that has none; other sessions end.").FailsWith(400, "validation_failed", "weak_pin").FailsWith(409, "pin_already_set", "no_phone", "phone_not_verified", "changed_meanwhile");
        auth.MapPost("/pin/change/", (JsonBody<ChangePinBody> body, SignedInUser caller, ChangePin use, HttpContext http) => use.ChangeAsync(body, caller, http)).ForUsers().Limited().Gives<object>(200, "Changes the PIN; other sessions end.").FailsWith(400, "validation_failed", "weak_pin", "invalid_pin").FailsWith(409, "no_pin", "no_phone", "changed_meanwhile");
        auth.MapPost("/pin/reset/", (JsonBody<ResetPinBody> body, ResetPin use, HttpContext http) => use.HandleAsync(body, http)).AllowAnonymous().LimitedByAddress().Produces<EnvelopeBody<object>>(202).Gives<object>(200, "With phone_number alone: 202, sends a code, if there is a PIN to reset, always the same answer. With code and new_pin: 200, the PIN is reset, every session ends.").FailsWith(400, "validation_failed", "weak_pin", "invalid_code");
        auth.MapPost("/phone-verification-request/", (SignedInUser caller, VerifyContact use, HttpContext http) => use.RequestPhoneAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a code to the phone.").FailsWith(409, "no_phone", "already_verified");
        auth.MapPost("/phone-verification-confirm/", (JsonBody<CodeBody> body, SignedInUser caller, VerifyContact use, HttpContext http) => use.ConfirmPhoneAsync(body, caller, http)).ForUsers().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code.").FailsWith(400, "validation_failed", "invalid_code");
        auth.MapPost("/phone-change/", (JsonBody<ChangePhoneBody> body, SignedInUser caller, ChangeContact use, HttpContext http) => use.RequestPhoneAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<object>(202, "Sends a code to another phone number; the old one stays until the code is back.").FailsWith(409, "already_verified");
        auth.MapPost("/phone-change-confirm/", (JsonBody<CodeBody> body, SignedInUser caller, ChangeContact use, HttpContext http) => use.ConfirmPhoneAsync(body, caller, http)).ForUsers().AfterFreshSignIn().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code; the new phone number is the account's.").FailsWith(400, "validation_failed", "invalid_code").FailsWith(409, "phone_taken");

        auth.MapGet("/sessions/", (SignedInUser caller, ManageSessions use, CancellationToken cancel) => use.ListAsync(caller, cancel)).ForUsers().WithSummary("The sessions of browsers and apps, the one used last first.");
        auth.MapDelete("/sessions/{id}/", (string id, SignedInUser caller, ManageSessions use) => use.EndAsync(id, caller)).ForUsers().LimitedByAddress().Gives<object>(200, "Ends a session and all its tokens.").FailsWith(404, "not_found");
        auth.MapPost("/sessions/revoke-all/", (JsonBody<RevokeAllBody> body, SignedInUser caller, ManageSessions use) => use.EndAllAsync(body, caller)).ForUsers().LimitedByAddress().Gives<RevokedAnswer>(200, "Ends all sessions, or all but this one.");
        auth.MapGet("/consents/", (SignedInUser caller, ManageConsents use, CancellationToken cancel) => use.ListAsync(caller, cancel)).ForUsers().WithSummary("What the user allowed which apps.");
        auth.MapDelete("/consents/{client_id}/", ([FromRoute(Name = "client_id")] string clientId, SignedInUser caller, ManageConsents use, HttpContext http) => use.ForgetAsync(clientId, caller, http)).ForUsers().LimitedByAddress().Gives<object>(200, "Takes back what an app was allowed: its tokens die, and it has to ask again. Repeating it is harmless.");
        auth.MapGet("/devices/", (SignedInUser caller, ManageDevices use, CancellationToken cancel) => use.ListAsync(caller, cancel)).ForUsers().WithSummary("The devices that the account knows, the one used last first.");
        auth.MapPatch("/devices/{id}/", (string id, JsonBody<RenameDeviceBody> body, SignedInUser caller, ManageDevices use, HttpContext http) => use.RenameAsync(id, body, caller, http)).ForUsers().LimitedByAddress().Gives<DeviceAnswer>(200, "Gives a device another name.").FailsWith(404, "not_found");
        auth.MapDelete("/devices/{id}/", (string id, SignedInUser caller, ManageDevices use, HttpContext http) => use.RemoveAsync(id, caller, http)).ForUsers().LimitedByAddress().Gives<object>(200, "Forgets a device and ends its sessions.").FailsWith(404, "not_found");
    }

    private static RouteHandlerBuilder ForUsers(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(BearerHandler.Name).FailsWith(401, "missing_token", "invalid_token").FailsWith(403, "first_party_only");

    // The route counts by itself, where a secret or a code is tried.
    private static RouteHandlerBuilder Limited(this RouteHandlerBuilder route) => route.FailsWith(429, "too_many_requests");

    private static RouteHandlerBuilder Signs(this RouteHandlerBuilder route, int status, string summary) => route.AllowAnonymous().Gives<SignedInAnswer>(status, summary);

    private static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status, string summary) => route.WithSummary(summary).Produces<EnvelopeBody<T>>(status);
}
