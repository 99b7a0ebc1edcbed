using Load.Servers;

namespace Load;

/// <summary>What the scenarios are compared with: a bare app, and what drives it.</summary>
/// <param name="Server">The app.</param>
/// <param name="Scenario">The load.</param>
internal sealed record Baseline(Server Server, Scenario Scenario)
{
    /// <summary>Starts it.</summary>
    public Task<TimeSpan> StartAsync() => Server.StartAsync(Platform.Environment, new Dictionary<string, string>());
}
