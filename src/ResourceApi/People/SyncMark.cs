namespace ResourceApi.People;

/// <summary>How far an empty database has asked for what it was never told.</summary>
public sealed class SyncMark
{
    /// <summary>What is asked for.</summary>
    public required string Name { get; init; }

    /// <summary>Where to go on; null at the beginning.</summary>
    public string? Cursor { get; set; }

    /// <summary>Whether all of it is here: from then on events tell.</summary>
    public bool Done { get; set; }
}
