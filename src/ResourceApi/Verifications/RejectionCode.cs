namespace ResourceApi.Verifications;

/// <summary>Why a verification was rejected, for programs; the words for people stand beside it.</summary>
public enum RejectionCode
{
    Other,
    DocumentUnreadable,
    DocumentExpired,
    DocumentNotAccepted,
    DocumentIncomplete,
    DataMismatch,
}
