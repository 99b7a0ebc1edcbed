using System.Diagnostics.CodeAnalysis;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Tokens;

/// <summary>The durable write behind an answer with tokens; every answer has exactly one of these.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed set of cases reads best inside its type.")]
public abstract record TokenWrite
{
    private TokenWrite()
    {
    }

    /// <summary>Nothing is kept: client credentials.</summary>
    public sealed record Nothing : TokenWrite;

    /// <summary>A new session and the first grant on it: PIN and password.</summary>
    /// <param name="Session">The new session.</param>
    public sealed record SignIn(Session Session) : TokenWrite;

    /// <summary>A grant whose key is the code's id: the second redemption of a code meets it.</summary>
    public sealed record Redeem : TokenWrite;

    /// <summary>A grant whose key is that of a device's request, which is gone afterwards.</summary>
    public sealed record RedeemDevice : TokenWrite;

    /// <summary>The grant moves from the presented generation to the next.</summary>
    /// <param name="Generation">The generation of the refresh token that was presented.</param>
    public sealed record Rotate(long Generation) : TokenWrite;
}
