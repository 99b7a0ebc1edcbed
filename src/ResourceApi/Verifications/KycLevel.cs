namespace ResourceApi.Verifications;

/// <summary>How much of a person is verified.</summary>
public enum KycLevel
{
    None,

    /// <summary>The identity.</summary>
    Basic,

    /// <summary>The identity and the address.</summary>
    Full,
}
