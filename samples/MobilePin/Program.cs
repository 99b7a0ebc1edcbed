using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using MobilePin;

// The main job from an app's side. Usage: MobilePin [auth server] [resource api]
var authServer = new Uri(args.ElementAtOrDefault(0) ?? "http://localhost:5100");
var resourceApi = new Uri(args.ElementAtOrDefault(1) ?? "http://localhost:5200");
using var http = new HttpClient();
var auth = new AuthClient(http, authServer);
var api = new ApiClient(http, resourceApi);
var phone = string.Create(CultureInfo.InvariantCulture, $"+1202555{RandomNumberGenerator.GetInt32(2000, 9999):0000}");
const string pin = "8305";
var step = 0;

try
{
    var registered = Expect("Register with a phone number and a PIN", HttpStatusCode.Created, await auth.RegisterAsync(phone, pin));
    var code = await auth.CodeSentToAsync(phone);
    Say($"The code for {phone} arrived in the inbox", "6 digits");
    Expect("Confirm the phone number with it", HttpStatusCode.OK, await auth.ConfirmPhoneAsync(Access(registered), code));

    var signedIn = Expect("Sign in with the PIN: an access and a refresh token", HttpStatusCode.OK, await auth.SignInAsync(phone, pin));
    Expect("A wrong PIN gets nothing", HttpStatusCode.Unauthorized, await auth.SignInAsync(phone, "1379"));
    Expect("Call the resource API: GET /users/me/", HttpStatusCode.OK, await api.MeAsync(Access(signedIn)));
    Expect("Change the profile: PUT /users/me/", HttpStatusCode.OK, await api.ChangeMeAsync(Access(signedIn), new { first_name = "Dana", bio = "I only exist for a minute." }));

    var refreshed = Expect("Refresh: the refresh token is rotated", HttpStatusCode.OK, await auth.RefreshAsync(Refresh(signedIn)));
    var again = Expect("The response was lost? The same token again gives the same successor", HttpStatusCode.OK, await auth.RefreshAsync(Refresh(signedIn)));
    Require(Refresh(again) == Refresh(refreshed), "the successor differs");
    var used = Expect("Use the successor", HttpStatusCode.OK, await auth.RefreshAsync(Refresh(refreshed)));
    Expect("Replay the first token: refused, it must have been stolen", HttpStatusCode.Unauthorized, await auth.RefreshAsync(Refresh(signedIn)));
    Expect("and its whole family has ended", HttpStatusCode.Unauthorized, await auth.RefreshAsync(Refresh(used)));

    var last = Expect("Sign in again", HttpStatusCode.OK, await auth.SignInAsync(phone, pin));
    Expect("The API takes the new token", HttpStatusCode.OK, await api.MeAsync(Access(last)));
    Expect("Log out", HttpStatusCode.OK, await auth.SignOutAsync(Refresh(last)));
    Expect("The refresh token is refused", HttpStatusCode.Unauthorized, await auth.RefreshAsync(Refresh(last)));
    Expect("and within a second the API refuses the access token", HttpStatusCode.Unauthorized, await api.RefusedAsync(Access(last)));
    Console.WriteLine($"\nAll {step} steps went as they should.");
    return 0;
}
catch (Exception e) when (e is DemoException or HttpRequestException)
{
    Console.Error.WriteLine($"\nThe demo stopped: {e.Message}");
    return 1;
}

Answer Expect(string what, HttpStatusCode status, Answer answer)
{
    Say(what, $"{(int)answer.Status}{(answer.Code.Length == 0 ? "" : " " + answer.Code)}");
    Require(answer.Status == status, $"expected {(int)status}, got {(int)answer.Status} {answer.Code}");
    return answer;
}

void Say(string what, string result) => Console.WriteLine($"{++step,3}. {what,-72} {result}");

static void Require(bool holds, string otherwise)
{
    if (!holds) throw new DemoException(otherwise);
}

static string Access(Answer answer) => Token(answer, "access");
static string Refresh(Answer answer) => Token(answer, "refresh");
static string Token(Answer answer, string name) => (answer.Data["tokens"] ?? answer.Data)[name]?.GetValue<string>() ?? throw new DemoException($"no {name} token in the answer");
