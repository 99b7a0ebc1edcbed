namespace AuthServer.Accounts;

/// <summary>What kind of name somebody signs in by.</summary>
public enum LoginNameKind
{
    /// <summary>No account can have it.</summary>
    Nobody,

    /// <summary>A username.</summary>
    Username,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,
}
