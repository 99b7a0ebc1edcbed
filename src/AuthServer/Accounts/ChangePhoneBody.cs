namespace AuthServer.Accounts;

/// <summary>The body of <c>POST /auth/phone-change/</c>.</summary>
public sealed class ChangePhoneBody
{
    /// <summary>The new number in E.164; a code goes to it.</summary>
    public required string PhoneNumber { get; init; }
}
