namespace ResourceApi.Verifications;

/// <summary>What about a user is verified.</summary>
public enum VerificationType
{
    Identity,
    Address,
    Professional,
    Educational,
}
