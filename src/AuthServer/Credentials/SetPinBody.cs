namespace AuthServer.Credentials;

/// <summary>The body of <c>POST /auth/pin/set/</c>.</summary>
public sealed class SetPinBody
{
    /// <summary>The PIN.</summary>
    public required string Pin { get; init; }
}
