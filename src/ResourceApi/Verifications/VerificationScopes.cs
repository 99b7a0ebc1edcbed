namespace ResourceApi.Verifications;

/// <summary>The scopes of this feature.</summary>
internal static class VerificationScopes
{
    public const string Submit = "verifications:submit";
    public const string Review = "verifications:review";
}
