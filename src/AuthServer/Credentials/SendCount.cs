namespace AuthServer.Credentials;

/// <summary>The row of a send budget: the last six messages to one number or address, newest first.</summary>
public sealed class SendCount
{
    /// <summary>A MAC of the number or address.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The last message.</summary>
    public DateTimeOffset Sent1 { get; init; }

    /// <summary>The one before.</summary>
    public DateTimeOffset? Sent2 { get; init; }

    /// <summary>The third.</summary>
    public DateTimeOffset? Sent3 { get; init; }

    /// <summary>The fourth.</summary>
    public DateTimeOffset? Sent4 { get; init; }

    /// <summary>The fifth.</summary>
    public DateTimeOffset? Sent5 { get; init; }

    /// <summary>The sixth.</summary>
    public DateTimeOffset? Sent6 { get; init; }
}
