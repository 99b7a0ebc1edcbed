using Load.Data;
using Load.Servers;

namespace Load;

/// <summary>A platform with databases of its own, and the loads that drive it.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Makes what is needed to start one.</summary>
    /// <param name="options">What the run is told.</param>
    /// <param name="folder">Its databases, keys, logs, and what scenarios read.</param>
    /// <param name="port">The first of its two ports.</param>
    /// <param name="baseline">What its scenarios are compared with.</param>
    public Site(Options options, string folder, int port, Baseline baseline)
    {
        var values = Path.Combine(folder, "material");
        Platform = new Platform(options.Programs, folder, port);
        Material = new Material(Platform, values);
        Loads = new Loads(Platform, Material, new Wrk(Path.Combine(options.Bench, "lib"), values), baseline, options.Seconds);
    }

    /// <summary>Its servers.</summary>
    public Platform Platform { get; }

    /// <summary>What its databases hold.</summary>
    public Material Material { get; }

    /// <summary>What drives it.</summary>
    public Loads Loads { get; }

    /// <summary>Starts both servers anew.</summary>
    public async Task RestartAsync()
    {
        await Platform.StopAsync();
        await Platform.StartAuthAsync();
        await Platform.StartApiAsync();
    }

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
