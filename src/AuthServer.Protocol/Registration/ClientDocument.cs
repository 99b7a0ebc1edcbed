using AuthServer.Protocol.Clients;

namespace AuthServer.Protocol.Registration;

/// <summary>One look at a client's document, shared by all who ask for it while it is good.</summary>
internal sealed class ClientDocument
{
    /// <summary>How long a document is good.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>How long it is good at most while its site does not answer.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(1);

    /// <summary>How long an address is left alone after there was nothing of use.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    // Of a look that failed by a bug: the next one looks again.
    private static readonly Reading Failed = new(null, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    private readonly Lazy<Task<Reading>> _look;
    private volatile Reading? _found;

    /// <summary>A look that begins when the first one asks.</summary>
    /// <param name="read">Looks; it is told what was found before.</param>
    /// <param name="earlier">The look before this.</param>
    public ClientDocument(Func<Reading?, Task<Reading>> read, ClientDocument? earlier)
    {
        // What it found alone: looks must not hold each other.
        var found = earlier?._found;
        _look = new(() => LookAsync(read, found));
    }

    /// <summary>How long it is good; without end while somebody looks.</summary>
    public DateTimeOffset Until => _found?.Until ?? DateTimeOffset.MaxValue;

    /// <summary>The client, if any.</summary>
    public async Task<Client?> ClientAsync() => (await _look.Value).Client;

    /// <summary>Whether somebody has to look again.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>There was nothing of use.</summary>
    public static Reading Nothing(DateTimeOffset now) => new(null, now, now + AfterFailure);

    private async Task<Reading> LookAsync(Func<Reading?, Task<Reading>> read, Reading? earlier)
    {
        var reading = Failed;
        try
        {
            return reading = await read(earlier);
        }
        finally
        {
            _found = reading;
        }
    }

    /// <summary>What was found.</summary>
    /// <param name="Client">The client, if any.</param>
    /// <param name="At">When its document was read.</param>
    /// <param name="Until">How long it is good.</param>
    internal sealed record Reading(Client? Client, DateTimeOffset At, DateTimeOffset Until);
}
