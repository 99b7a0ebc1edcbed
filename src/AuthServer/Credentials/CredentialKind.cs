using Sealing;

namespace AuthServer.Credentials;

/// <summary>A secret that a user knows, with what belongs to its kind.</summary>
public sealed class CredentialKind
{
    private CredentialKind(string name, string amr) => (Pepper, Amr) = (new KeyPurpose("pepper:" + name), amr);

    /// <summary>The phone's PIN.</summary>
    public static CredentialKind Pin { get; } = new("pin", "pin");

    /// <summary>The password.</summary>
    public static CredentialKind Password { get; } = new("password", "pwd");

    /// <summary>The <c>amr</c> of a sign-in with it (RFC 8176 §2).</summary>
    public string Amr { get; }

    /// <summary>The key that its hashes are peppered with.</summary>
    internal KeyPurpose Pepper { get; }
}
