using System.Net;

namespace AuthServer.Tests.Accounts.States;

/// <summary>Every grant and every route with its answer in every state of the user. A new one has to be given a row here.</summary>
internal static class StateTable
{
    private static readonly UserState[] Gone = [UserState.Disabled, UserState.Deleted];
    private static readonly UserState[] Ended = [UserState.Disabled, UserState.Deleted, UserState.PinChanged, UserState.SessionEnded];
    private static readonly UserState[] OldSecret = [UserState.Disabled, UserState.Deleted, UserState.PinChanged];

    /// <summary>What knows no user.</summary>
    private static readonly string[] WithoutUser =
    [
        "/health/live", "/health/ready", "/connect/authorize/resume", "/connect/endsession/resume", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks",
        "/connect/register POST", "/connect/register/{client_id} GET", "/connect/register/{client_id} PUT", "/connect/register/{client_id} DELETE", "/dev/inbox", "/openapi/{documentName}.json", "/connect/token", "/connect/deviceauthorization",
    ];

    public static Dictionary<string, Row?> Rows { get; } = All();

    private static Dictionary<string, Row?> All()
    {
        var rows = WithoutUser.ToDictionary(route => route, _ => (Row?)null);
        Grants(rows);
        Protocol(rows);
        SignIns(rows);
        Resets(rows);
        foreach (var route in new[] { "/auth/pin/status/", "/auth/sessions/", "/auth/consents/", "/auth/devices/" }) rows[route + " GET"] = Bearer("GET", route);
        foreach (var route in new[] { "/auth/sessions/{id}/", "/auth/devices/{id}/" }) rows[route + " DELETE"] = Bearer("DELETE", route.Replace("{id}", "none", StringComparison.Ordinal));
        foreach (var route in new[] { "/api/v1/admin/users/", "/api/v1/admin/users/{id}/" }) rows[route + " GET"] = Bearer("GET", route.Replace("{id}", "none", StringComparison.Ordinal));
        foreach (var route in new[] { "/api/v1/admin/users/{id}/roles/", "/api/v1/admin/users/{id}/verification/" }) rows[route + " PUT"] = Bearer("PUT", route.Replace("{id}", "none", StringComparison.Ordinal));
        rows["/auth/consents/{client_id}/ DELETE"] = Bearer("DELETE", "/auth/consents/none/");
        rows["/auth/devices/{id}/ PATCH"] = Bearer("PATCH", "/auth/devices/none/");
        foreach (var route in new[]
        {
            "/api/v1/email-verification-request/", "/api/v1/email-verification-request/resend/", "/api/v1/email-verification-confirm/", "/api/v1/email-change/", "/api/v1/email-change-confirm/",
            "/api/v1/password/change/", "/api/v1/password/set/", "/auth/pin/set/", "/auth/pin/change/", "/auth/phone-verification-request/", "/auth/phone-verification-confirm/",
            "/auth/phone-change/", "/auth/phone-change-confirm/", "/auth/sessions/revoke-all/", "/api/v1/admin/notices/", "/api/v1/admin/events/replay/",
        }) rows[route + " POST"] = Bearer("POST", route);
        return rows;
    }

    private static void Grants(Dictionary<string, Row?> rows)
    {
        rows["grant client_credentials"] = new Row(user => Later(async () => Of(await user.App.WorkerAsync())), "goes");
        rows["grant password"] = new Row(
            user => Later(async () => Of(await user.App.TokenAsync(("grant_type", "password"), ("client_id", "mobile"), ("username", user.Name), ("password", StateUser.Password)))), "goes")
            .Refusing("invalid_grant", [.. Gone, UserState.Locked]);
        rows["grant urn:authplatform:grant-type:pin"] = new Row(user => Later(async () => Of(await user.SignInAsync())), "goes").Refusing("invalid_grant", [.. OldSecret, UserState.Locked]);
        rows["grant refresh_token"] = new Row(user => Later(async () => Of(await user.App.RefreshAsync(user.Tokens.RefreshToken))), "goes").Refusing("invalid_grant", Ended);
        rows["grant urn:ietf:params:oauth:grant-type:device_code"] = new Row(
            async user =>
            {
                using var browser = await user.BrowserAsync();
                var codes = await user.App.PostAsync("/connect/deviceauthorization", null, null, ("client_id", "tv"), ("scope", "openid"));
                await browser.AllowAsync(await browser.SubmitAsync(await browser.GetAsync("/device"), KeyValuePair.Create("user_code", codes["user_code"]!)));
                return async () => Of(await user.App.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "tv"), ("device_code", codes["device_code"]!)));
            }, "goes").Refusing("invalid_grant", Ended);
        rows["grant authorization_code"] = new Row(
            async user =>
            {
                using var browser = await user.BrowserAsync();
                var code = (await OAuth.SignInAsync(browser))["code"];
                return async () => Of(await user.App.RedeemAsync(code));
            }, "goes").Refusing("invalid_grant", Ended);
    }

    private static void Protocol(Dictionary<string, Row?> rows)
    {
        rows["/connect/authorize GET,POST"] = new Row(
            async user =>
            {
                var browser = await user.BrowserAsync();
                await OAuth.SignInAsync(browser);
                return async () => OAuth.Answer(await browser.GetAsync(OAuth.AuthorizeUrl(("prompt", "none")))).GetValueOrDefault("error", "goes");
            }, "goes").Refusing("login_required", Ended);
        rows["/connect/endsession GET,POST"] = new Row(
            async user =>
            {
                var browser = await user.BrowserAsync();
                return async () => (await browser.GetAsync("/connect/endsession")).StatusCode == HttpStatusCode.SeeOther ? "goes" : "does not";
            }, "goes");
        rows["/connect/userinfo GET,POST"] = new Row(user => Later(async () => Of(await user.App.UserInfoAsync(user.Tokens.AccessToken))), "goes").Refusing("invalid_token", Ended);
        rows["/connect/introspect POST"] = new Row(user => Later(async () => (await user.App.IntrospectAsync(user.Tokens.AccessToken)).Active ? "goes" : "inactive"), "goes").Refusing("inactive", Ended);
        rows["/connect/revocation POST"] = new Row(
            user => Later(async () => Of(await user.App.PostAsync("/connect/revocation", null, null, ("client_id", "mobile"), ("token", user.Tokens.RefreshToken)))), "goes");
    }

    private static void SignIns(Dictionary<string, Row?> rows)
    {
        rows["/api/v1/register/ POST"] = new Row(
            user => Later(() => user.RestAsync("POST", "/api/v1/register/", new { username = user.Name + "x", email = user.Email, password = "another-one-22" })), "email_taken") { Refuses = { [UserState.Deleted] = "goes" } };
        rows["/auth/register/ POST"] = new Row(user => Later(() => user.RestAsync("POST", "/auth/register/", new { phone_number = user.Phone, pin = "8305" })), "phone_taken") { Refuses = { [UserState.Deleted] = "goes" } };
        rows["/api/v1/login/ POST"] = new Row(user => Later(() => user.RestAsync("POST", "/api/v1/login/", new { username = user.Name, password = StateUser.Password })), "goes")
            .Refusing("invalid_credentials", [.. Gone, UserState.Locked]);
        // From a new device, so that it goes as far as the code.
        rows["/auth/login/ POST"] = new Row(user => Later(() => user.RestAsync("POST", "/auth/login/", new { phone_number = user.Phone, pin = StateUser.Pin })), "device_verification_required")
            .Refusing("invalid_credentials", [.. OldSecret, UserState.Locked]);
        // Who had the PIN right before the lock may bring the code: a stranger's guesses take nothing from who is on the way in.
        rows["/auth/login/verify/ POST"] = new Row(
            async user =>
            {
                var challenge = (await user.SignInAsync(device: Guid.CreateVersion7().ToString("N")))["challenge_id"];
                var code = (await user.MessageAsync(user.Phone, i => i.Code is not null)).Code;
                return () => user.RestAsync("POST", "/auth/login/verify/", new { challenge_id = challenge, code });
            }, "goes").Refusing("invalid_credentials", OldSecret);
        foreach (var route in new[] { "/api/v1/refresh/", "/api/v1/token/refresh/" })
            rows[route + " POST"] = new Row(user => Later(() => user.RestAsync("POST", route, new { refresh = user.Tokens.RefreshToken })), "goes").Refusing("invalid_refresh_token", Ended);
        rows["/api/v1/logout/ POST"] = new Row(user => Later(() => user.RestAsync("POST", "/api/v1/logout/", new { refresh = user.Tokens.RefreshToken })), "goes");
    }

    private static void Resets(Dictionary<string, Row?> rows)
    {
        rows["/api/v1/password-reset/request/ POST"] = new Row(user => Later(() => user.RestAsync("POST", "/api/v1/password-reset/request/", new { email = user.Email })), "goes");
        rows["/api/v1/password-reset/confirm/ POST"] = new Row(
            async user =>
            {
                await user.RestAsync("POST", "/api/v1/password-reset/request/", new { email = user.Email });
                var body = (await user.MessageAsync(user.Email, i => i.Body.Contains("token=", StringComparison.Ordinal))).Body;
                var token = body[(body.IndexOf("token=", StringComparison.Ordinal) + 6)..][..44];
                return () => user.RestAsync("POST", "/api/v1/password-reset/confirm/", new { token, new_password = "another-one-22" });
            }, "goes").Refusing("invalid_token", OldSecret);
        rows["/auth/pin/reset/ POST"] = new Row(
            async user =>
            {
                await user.RestAsync("POST", "/auth/pin/reset/", new { phone_number = user.Phone });
                var code = (await user.MessageAsync(user.Phone, i => i.Code is not null)).Code;
                return () => user.RestAsync("POST", "/auth/pin/reset/", new { phone_number = user.Phone, code, new_pin = "8306" });
            }, "goes").Refusing("invalid_code", OldSecret);
    }

    // Whatever a route says to an empty body, it has let the caller in.
    private static Row Bearer(string method, string path) => new Row(
        user => Later(async () => await user.RestAsync(method, path, method is "POST" or "PATCH" or "PUT" ? new { } : null, signedIn: true) == "invalid_token" ? "invalid_token" : "goes"), "goes")
        .Refusing("invalid_token", Ended);

    private static Task<Func<Task<string>>> Later(Func<Task<string>> call) => Task.FromResult(call);

    private static string Of(OAuthAnswer answer) => answer.Status == HttpStatusCode.OK ? "goes" : answer.Error ?? ChallengeError(answer);

    private static string ChallengeError(OAuthAnswer answer) => answer.Headers.WwwAuthenticate.ToString().Contains("invalid_token", StringComparison.Ordinal) ? "invalid_token" : answer.Text;
}
