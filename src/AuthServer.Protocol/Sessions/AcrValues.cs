namespace AuthServer.Protocol.Sessions;

/// <summary>The values of <c>acr</c>, and how they follow from <c>amr</c>.</summary>
public static class AcrValues
{
    /// <summary>One factor: a PIN or a password.</summary>
    public const string SingleFactor = "urn:authplatform:acr:single-factor";

    /// <summary>Two kinds of factors: a PIN or a password, and possession of the phone. It includes the other.</summary>
    public const string MultiFactor = "urn:authplatform:acr:multi-factor";

    private static readonly string[] Known = ["pin", "pwd"];
    private static readonly string[] Possessed = ["sms"];

    /// <summary>All of them, for discovery; each includes those before it.</summary>
    public static IReadOnlyList<string> All { get; } = [SingleFactor, MultiFactor];

    /// <summary>What a sign-in by these methods reaches.</summary>
    /// <param name="amr">RFC 8176, joined by spaces.</param>
    public static string Of(string amr)
    {
        // Asked for every token; almost all have one method.
        if (!amr.Contains(' ', StringComparison.Ordinal)) return SingleFactor;
        var methods = amr.Split(' ');
        return methods.Intersect(Known).Any() && methods.Intersect(Possessed).Any() ? MultiFactor : SingleFactor;
    }

    /// <summary>Whether one value includes another.</summary>
    internal static bool Reaches(string acr, string asked) => acr == asked || (acr == MultiFactor && asked == SingleFactor);
}
