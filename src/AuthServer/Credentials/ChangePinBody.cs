namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /auth/pin/change/</c>.</summary>
public sealed class ChangePinBody
{
    /// <summary>The PIN as it is.</summary>
    public required string CurrentPin { get; init; }

    /// <summary>The PIN as it shall be.</summary>
    public required string NewPin { get; init; }
}
