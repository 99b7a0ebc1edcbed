using System.Security.Claims;
using AuthServer.Credentials;
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
        api.MapPost("/login/", (JsonBody<LoginByPasswordBody> body, Login use, HttpContext http) => use.ByPasswordAsync(body, http)).Signs(200, "Signs in by password.").FailsWith(401, "invalid_credentials").FailsWith(403, "email_not_verified").FailsWith(429, "too_many_requests");
        api.MapPost("/refresh/", (JsonBody<RefreshBody> body, Refresh use, HttpContext http) => use.HandleAsync(body, http)).Gives<TokensAnswer>(200, "Rotates the tokens.").FailsWith(401, "invalid_refresh_token");
        api.MapPost("/token/refresh/", (JsonBody<RefreshBody> body, Refresh use, HttpContext http) => use.HandleAsync(body, http)).Gives<TokensAnswer>(200, "Rotates the tokens.").FailsWith(401, "invalid_refresh_token");
        api.MapPost("/logout/", (JsonBody<RefreshBody> body, Logout use, HttpContext http) => use.HandleAsync(body, http)).Gives<object>(200, "Ends the session; repeating it is harmless.");
        api.MapPost("/email-verification-request/", (ClaimsPrincipal caller, VerifyEmail use, HttpContext http) => use.RequestAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a code to the e-mail address.").FailsWith(409, "no_email", "already_verified");
        api.MapPost("/email-verification-request/resend/", (ClaimsPrincipal caller, VerifyEmail use, HttpContext http) => use.RequestAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a new code; the old one dies.").FailsWith(409, "no_email", "already_verified");
        api.MapPost("/email-verification-confirm/", (JsonBody<CodeBody> body, ClaimsPrincipal caller, VerifyEmail use, HttpContext http) => use.ConfirmAsync(body, caller, http)).ForUsers().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code.").FailsWith(400, "invalid_code");

        var auth = app.MapGroup("/auth").WithTags("Accounts by phone");
        auth.MapPost("/register/", (JsonBody<RegisterByPinBody> body, RegisterByPin use, HttpContext http) => use.HandleAsync(body, http)).LimitedByAddress().Signs(201, "Registers by phone number and PIN; a code goes to the phone, the device is known from now on.").FailsWith(400, "validation_failed", "weak_pin").FailsWith(409, "phone_taken", "email_taken", "username_taken");
        auth.MapPost("/login/", (JsonBody<LoginByPinBody> body, Login use, HttpContext http) => use.ByPinAsync(body, http)).Signs(200, "Signs in by phone number and PIN.").FailsWith(401, "invalid_credentials").FailsWith(403, "device_verification_required").FailsWith(429, "too_many_requests");
        auth.MapPost("/login/verify/", (JsonBody<VerifyLoginBody> body, Login use, HttpContext http) => use.VerifyAsync(body, http)).Signs(200, "Takes the code that an unknown device has to bring.").FailsWith(401, "invalid_credentials").FailsWith(429, "too_many_requests");
        auth.MapGet("/pin/status/", (ClaimsPrincipal caller, PinStatus use, CancellationToken cancel) => use.HandleAsync(caller, cancel)).ForUsers().WithSummary("How the PIN stands.");
        auth.MapPost("/phone-verification-request/", (ClaimsPrincipal caller, VerifyPhone use, HttpContext http) => use.RequestAsync(caller, http)).ForUsers().LimitedByAddress().Gives<object>(202, "Sends a code to the phone.").FailsWith(409, "no_phone", "already_verified");
        auth.MapPost("/phone-verification-confirm/", (JsonBody<CodeBody> body, ClaimsPrincipal caller, VerifyPhone use, HttpContext http) => use.ConfirmAsync(body, caller, http)).ForUsers().LimitedByAddress().Gives<ConfirmedAnswer>(200, "Takes the code.").FailsWith(400, "invalid_code");
    }

    private static RouteHandlerBuilder ForUsers(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(BearerHandler.Name).FailsWith(401, "missing_token", "invalid_token").FailsWith(403, "first_party_only");

    private static RouteHandlerBuilder Signs(this RouteHandlerBuilder route, int status, string summary) => route.AllowAnonymous().Gives<SignedInAnswer>(status, summary);

    private static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status, string summary) => route.WithSummary(summary).Produces<EnvelopeBody<T>>(status);
}
