using AuthServer.Credentials;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Sessions;

/// <summary>A sign-in that its user may say was not theirs.</summary>
/// <param name="Session">The session.</param>
/// <param name="Device">What its device was called.</param>
internal sealed record DisownedSignIn(Session Session, string? Device)
{
    /// <summary>Whether the PIN was used, else the password.</summary>
    public bool ByPin => Session.Amr.Split(' ').Contains(CredentialKind.Pin.Amr);
}
