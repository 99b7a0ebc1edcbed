namespace AuthServer.Protocol.Sessions;

/// <summary>The values of <c>acr</c>.</summary>
public static class AcrValues
{
    /// <summary>One factor: a PIN or a password.</summary>
    public const string SingleFactor = "urn:authplatform:acr:single-factor";

    /// <summary>All of them, for discovery.</summary>
    public static IReadOnlyList<string> All { get; } = [SingleFactor];
}
