namespace AuthServer.Protocol.Keys;

/// <summary>What a derived key is for. No two purposes share a key, so no value made for one is ever good for another.</summary>
/// <param name="Name">A fixed name; changing it invalidates everything made with it.</param>
public sealed record KeyPurpose(string Name)
{
    /// <summary>The MAC of refresh tokens.</summary>
    internal static KeyPurpose RefreshToken { get; } = new("refresh-token");

    /// <summary>The encryption of authorization codes.</summary>
    internal static KeyPurpose AuthorizationCode { get; } = new("authorization-code");

    /// <summary>The encryption of Data Protection's keys at rest.</summary>
    internal static KeyPurpose ProtectionKeyAtRest { get; } = new("protection-key-at-rest");

    /// <summary>The encryption of signing keys at rest.</summary>
    internal static KeyPurpose SigningKeyAtRest { get; } = new("signing-key-at-rest");
}
