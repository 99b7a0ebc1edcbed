using ServiceDefaults.Sections;

namespace AuthServer.Events;

/// <summary>Section <c>Events</c>: who hears of ended sessions and revoked tokens.</summary>
public sealed class EventOptions : ICheckedSection
{
    /// <summary>The receivers; none by default.</summary>
    public IList<EventReceiver> Receivers { get; } = [];

    /// <summary>Names are unique, addresses are https (or loopback), audiences are there.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (Receivers.DistinctBy(r => r.Name).Count() != Receivers.Count) yield return "Receivers: two have the same Name.";
        foreach (var receiver in Receivers)
        {
            if (receiver.Name.Length == 0) yield return "Receivers: every receiver needs a Name.";
            if (receiver.Audience.Length == 0) yield return $"Receivers: '{receiver.Name}' needs an Audience.";
            if (receiver.Url is null || !receiver.Url.IsAbsoluteUri || (receiver.Url.Scheme != Uri.UriSchemeHttps && !receiver.Url.IsLoopback))
                yield return $"Receivers: the Url of '{receiver.Name}' must be https, or http on loopback.";
        }
    }
}
