using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>What the engine derives keys for.</summary>
internal static class Purposes
{
    /// <summary>The MAC of refresh tokens.</summary>
    public static KeyPurpose RefreshToken { get; } = new("refresh-token");

    /// <summary>The MAC of device codes.</summary>
    public static KeyPurpose DeviceCode { get; } = new("device-code");

    /// <summary>The MAC under which user codes are stored.</summary>
    public static KeyPurpose UserCode { get; } = new("user-code");

    /// <summary>The encryption of authorization codes.</summary>
    public static KeyPurpose AuthorizationCode { get; } = new("authorization-code");

    /// <summary>The encryption of reference tokens.</summary>
    public static KeyPurpose ReferenceToken { get; } = new("reference-token");

    /// <summary>The pairwise subject identifiers.</summary>
    public static KeyPurpose PairwiseSubject { get; } = new("pairwise-subject");

    /// <summary>The encryption of Data Protection's keys at rest.</summary>
    public static KeyPurpose ProtectionKeyAtRest { get; } = new("protection-key-at-rest");

    /// <summary>The encryption of signing keys at rest.</summary>
    public static KeyPurpose SigningKeyAtRest { get; } = new("signing-key-at-rest");
}
