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

    private readonly Lazy<Task<Reading>> _reading;

    /// <summary>A look that begins when the first one asks.</summary>
    /// <param name="read">Looks; it is told what was found before.</param>
    /// <param name="earlier">The look before this.</param>
    public ClientDocument(Func<Reading?, Task<Reading>> read, ClientDocument? earlier)
    {
        // The value alone: looks must not hold each other.
        var found = earlier is { _reading: { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done } } ? done.Result : null;
        _reading = new(() => read(found));
    }

    /// <summary>What was found.</summary>
    public Task<Client?> Client => ClientAsync();

    /// <summary>How long it is good; without end while somebody looks.</summary>
    public DateTimeOffset Until => _reading switch
    {
        { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done } => done.Result.Until,
        { IsValueCreated: true, Value.IsCompleted: true } => DateTimeOffset.MinValue,
        _ => DateTimeOffset.MaxValue,
    };

    /// <summary>Whether somebody has to look again.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>There was nothing of use.</summary>
    public static Reading Nothing(DateTimeOffset now) => new(null, now, now + AfterFailure);

    private async Task<Client?> ClientAsync() => (await _reading.Value).Client;

    /// <summary>What was found.</summary>
    /// <param name="Client">The client, if any.</param>
    /// <param name="At">When its document was read.</param>
    /// <param name="Until">How long it is good.</param>
    internal sealed record Reading(Client? Client, DateTimeOffset At, DateTimeOffset Until);
}
