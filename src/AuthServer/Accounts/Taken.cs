using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>Tells that something belongs to another account: to who has proved a right to know, or has paid for it out of a small budget.</summary>
internal static class Taken
{
    public static Problem Phone { get; } = Problem.Conflict("phone_taken", "The phone number belongs to an account.");

    public static Problem Email { get; } = Problem.Conflict("email_taken", "The e-mail address belongs to an account.");

    public static Problem Username { get; } = Problem.Conflict("username_taken", "The username belongs to an account.");
}
