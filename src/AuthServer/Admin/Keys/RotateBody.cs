namespace AuthServer.Admin.Keys;

/// <summary>The body of a rotation of the signing keys.</summary>
internal sealed class RotateBody
{
    /// <summary>Whether the new keys sign at once and all others leave the key set: every token that they signed is refused. For keys that somebody else has.</summary>
    public bool Emergency { get; init; }
}
