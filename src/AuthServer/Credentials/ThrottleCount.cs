namespace AuthServer.Credentials;

/// <summary>The row of a <see cref="Throttle"/>.</summary>
public sealed class ThrottleCount
{
    /// <summary>A MAC of the name and of whose it is.</summary>
    public required byte[] Key { get; init; }

    /// <summary>How often it happened in the running window.</summary>
    public int Count { get; init; }

    /// <summary>The end of the window.</summary>
    public DateTimeOffset EndsAt { get; init; }
}
