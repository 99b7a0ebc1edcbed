using System.Globalization;

namespace AuthServer.Tests;

/// <summary>Somebody with an account, as a test made it, and the session that the registration began.</summary>
internal sealed record Account(string Phone, string Email, string Secret, RestAnswer Registered)
{
    public const string Pin = "8305";
    public const string OtherPin = "6182";
    public const string Password = "long-enough-22";
    public const string OtherPassword = "other-enough-33";

    private static int _count;

    public string Access => Registered.Access;

    public string Refresh => Registered.Refresh;

    public string Id => (string)Registered.Data["profile"]!["id"]!;

    public string Username => (string)Registered.Data["profile"]!["username"]!;

    /// <summary>A number that nobody has, in a block of its own.</summary>
    public static string NewPhone()
    {
        var n = Interlocked.Increment(ref _count);
        return string.Create(CultureInfo.InvariantCulture, $"+1{200 + (n % 600)}555{2000 + n}");
    }

    /// <summary>An address that nobody has.</summary>
    public static string NewEmail() => string.Create(CultureInfo.InvariantCulture, $"mail{Interlocked.Increment(ref _count)}@example.com");

    /// <summary>An identifier of a device.</summary>
    public static string NewDevice() => string.Create(CultureInfo.InvariantCulture, $"device-0123456789abcdef-{Interlocked.Increment(ref _count)}");

    /// <summary>Registers by phone number and PIN.</summary>
    public static async Task<Account> ByPinAsync(Rest rest, bool verified = true, string? phone = null, string? email = null, string? device = null)
    {
        phone ??= NewPhone();
        var answer = await rest.PostAsync("/auth/register/", new { phone_number = phone, pin = Pin, email, device = new { id = device, name = "First" } });
        Assert.Equal("201 ok", answer.Outcome);
        if (verified) Assert.Equal("200 ok", (await rest.PostAsync("/auth/phone-verification-confirm/", new { code = await rest.CodeAsync(phone) }, answer.Access)).Outcome);
        return new Account(phone, email ?? "", Pin, answer);
    }

    /// <summary>Registers by e-mail address and password.</summary>
    public static async Task<Account> ByPasswordAsync(Rest rest, bool verified = true, string? phone = null, string? email = null, string? device = null)
    {
        email ??= NewEmail();
        var name = string.Create(CultureInfo.InvariantCulture, $"person{Interlocked.Increment(ref _count)}");
        var answer = await rest.PostAsync("/api/v1/register/", new { username = name, email, phone, password = Password, device = new { id = device, name = "First" } });
        Assert.Equal("201 ok", answer.Outcome);
        if (verified) Assert.Equal("200 ok", (await rest.PostAsync("/api/v1/email-verification-confirm/", new { code = await rest.CodeAsync(email) }, answer.Access)).Outcome);
        return new Account(phone ?? "", email, Password, answer);
    }

    /// <summary>A code of six digits that is another one.</summary>
    public static string NotThe(string code) => code == "000000" ? "111111" : "000000";
}
