namespace AuthServer.Tests.Credentials;

/// <summary>Somebody who is guessed at, with what a guesser types.</summary>
internal sealed record Person(string Name, string Phone, string Pin, string Password)
{
    public string Email => Name + "@example.com";

    /// <summary>A password login by one of the three kinds of name, a third of the crowd each.</summary>
    public object Identified() => ((Phone[^1] - '0') % 3) switch
    {
        0 => (object)new { username = Name, password = Password },
        1 => (object)new { email = Email, password = Password },
        _ => new { phone_number = Phone, password = Password },
    };
}
