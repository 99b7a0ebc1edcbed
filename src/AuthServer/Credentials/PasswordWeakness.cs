namespace AuthServer.Credentials;

/// <summary>Why a password is refused; told to the client as the reason beside <c>weak_password</c>.</summary>
public enum PasswordWeakness
{
    /// <summary>Nothing is wrong with it.</summary>
    None,

    /// <summary>Fewer than eight characters.</summary>
    TooShort,

    /// <summary>More than 256 characters.</summary>
    TooLong,

    /// <summary>Not well-formed Unicode.</summary>
    Format,

    /// <summary>On the list of the most common ones, or one character repeated.</summary>
    Common,

    /// <summary>Holds the own name, phone number or e-mail address.</summary>
    Personal,
}
