namespace AuthServer.Events;

/// <summary>A resource API that takes security events by push (RFC 8935).</summary>
public sealed class EventReceiver
{
    /// <summary>The name under which its progress is kept; changing it sends it everything again.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where the events are posted.</summary>
    public Uri? Url { get; set; }

    /// <summary>The <c>aud</c> of its events.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Whether it is told who users are: name, number, roles, verification. Others hear which tokens to refuse, and nothing else.</summary>
    public bool Users { get; set; }

    /// <summary>The client that may ask for its events once more; empty: none.</summary>
    public string Client { get; set; } = "";
}
