using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Protocol.Authorize;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDefaults.Answers;

namespace AuthServer.Pages;

/// <summary>Makes an account, by the same rules as the REST route, and goes on with the request that waits (Initiating User Registration via OpenID Connect 1.0).</summary>
internal sealed class RegisterModel(ParkedRequests parked, RegisterByPassword registration, FirstSignIn signIn, AddressLimit addresses, BrowserDevice browser) : RequestPage(parked)
{
    // In the order of the form: one failure at a time, the first.
    private static readonly string[] Fields = ["username", "email", "phone_number", "password"];

    /// <summary>What the user typed.</summary>
    public string? Username { get; private set; }

    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? Email { get; private set; }

    /// <summary>What the user typed, or what the client hinted at.</summary>
    public string? PhoneNumber { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
        var hint = Waiting?.LoginHint;
        Email = hint?.Contains('@', StringComparison.Ordinal) is true ? hint : null;
        PhoneNumber = hint?.StartsWith('+') is true ? hint : null;
    }

    /// <summary>Makes the account and signs in.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm(Name = "username")] string? username, [FromForm(Name = "email")] string? email, [FromForm(Name = "phone_number")] string? phoneNumber, [FromForm(Name = "password")] string? password)
    {
        (Username, Email, PhoneNumber) = (username, email, phoneNumber);
        if (addresses.Take(HttpContext.Connection.RemoteIpAddress) is { } wait) return Refuse(wait);
        var body = new RegisterByPasswordBody { Username = username?.Trim() ?? "", Email = email?.Trim() ?? "", Password = password ?? "", PhoneNumber = phoneNumber?.Trim() };
        var made = await registration.MakeAsync(body, browser.Of(HttpContext), Origin.Of(HttpContext), HttpContext.RequestAborted);
        if (made.Problem is { } problem) return Refuse(problem);
        await signIn.InBrowserAsync(made.Account!, HttpContext);
        return new SeeOther(Keep(RegisterCodeModel.Path));
    }

    private PageResult Refuse(Problem problem)
    {
        if (problem.RetryAfter is { } wait) return Refuse(wait);
        if (problem == Taken.Username) return Refuse("Somebody has this username. Choose another one.", "username");
        if (problem == Taken.Email) return Refuse("There is an account with this e-mail address. Sign in to it, or choose another one.", "email");
        if (problem == Taken.Phone) return Refuse("There is an account with this phone number. Sign in to it, or leave the number out.", "phone_number");
        return Array.Find(Fields, problem.Errors.ContainsKey) is { } field ? Refuse(Words(field, problem), field) : Refuse(problem.Detail);
    }

    private static string Words(string field, Problem problem) => field switch
    {
        "username" => "This is not a username. Enter 3 to 32 letters, digits, dots, hyphens and underscores, a letter first.",
        "email" => "This is not an e-mail address. Enter one such as name@example.com.",
        "phone_number" => "This is not a phone number that is served here. Enter one such as +12025550101, or none.",
        _ => problem.Detail,
    };
}
