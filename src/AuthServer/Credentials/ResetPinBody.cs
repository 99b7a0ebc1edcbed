namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /auth/pin/reset/</c>.</summary>
public sealed class ResetPinBody
{
    /// <summary>The number in E.164, such as +12025550101.</summary>
    public required string PhoneNumber { get; init; }

    /// <summary>The code that went to it; leave it out to ask for one.</summary>
    public string? Code { get; init; }

    /// <summary>The new PIN, with the code.</summary>
    public string? NewPin { get; init; }
}
