using System.Diagnostics.CodeAnalysis;
using AuthServer.Protocol.Clients;

namespace AuthServer.Protocol.Registration;

/// <summary>One look at a client's document, shared by all who ask for it while it is good.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source of cancellation without a timer holds nothing.")]
internal sealed class ClientDocument
{
    /// <summary>How long a document is good.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>How long it is good at most while its site does not answer.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(1);

    /// <summary>How long an address is left alone after there was nothing of use.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    // Of a look that nobody waited for: the next one looks again.
    private static readonly Reading Abandoned = new(null, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    private readonly Lazy<Task<Reading>> _look;
    private readonly Reading? _earlier;
    private readonly CancellationTokenSource _nobodyAsks = new();
    private volatile Reading? _found;
    private int _asking;

    /// <summary>A look that begins when the first one asks.</summary>
    /// <param name="read">Looks; it is told what was found before, and stopped while it waits for its turn when nobody asks any more.</param>
    /// <param name="earlier">The look before this.</param>
    public ClientDocument(Func<Reading?, CancellationToken, Task<Reading>> read, ClientDocument? earlier)
    {
        // What it found alone: looks must not hold each other.
        _earlier = earlier?.Last;
        _look = new(() => LookAsync(read));
    }

    /// <summary>How long it is good; without end while somebody looks.</summary>
    public DateTimeOffset Until => _found?.Until ?? DateTimeOffset.MaxValue;

    /// <summary>What is forgotten first where there is no room: there was nothing (0), somebody looks (1), there is a client (2).</summary>
    public int Worth => Last is { Client: not null } ? 2 : _found is null ? 1 : 0;

    private Reading? Last => _found ?? _earlier;

    /// <summary>The client, if any; the look itself goes on without those who go away, once it has begun.</summary>
    public async Task<Client?> ClientAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _asking);
        try
        {
            return (await _look.Value.WaitAsync(cancel)).Client;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Everybody else went away in the moment in which this one came.
            return null;
        }
        finally
        {
            if (Interlocked.Decrement(ref _asking) == 0) await _nobodyAsks.CancelAsync();
        }
    }

    /// <summary>Whether somebody has to look again.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;

    /// <summary>The client as it was last seen, while it may be kept without another look.</summary>
    public Client? LastClient(DateTimeOffset now) => Last is { Client: { } client } last && now - last.At < LongestKept ? client : null;

    /// <summary>There was nothing of use.</summary>
    public static Reading Nothing(DateTimeOffset now) => new(null, now, now + AfterFailure);

    private async Task<Reading> LookAsync(Func<Reading?, CancellationToken, Task<Reading>> read)
    {
        var reading = _earlier is null ? Abandoned : _earlier with { Until = DateTimeOffset.MinValue };
        try
        {
            return reading = await read(_earlier, _nobodyAsks.Token);
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
