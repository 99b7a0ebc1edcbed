namespace AuthServer.Admin.Users;

/// <summary>An account to make for somebody else. It has no secret until its owner chooses one, by a link to the e-mail address or a code to the phone.</summary>
internal sealed record NewUserBody : UserClaimsBody
{
    /// <summary>customer (the default), provider or admin.</summary>
    public string? UserType { get; init; }
}
