using EndToEnd.Running;

[assembly: AssemblyFixture(typeof(SharedPlatform))]

namespace EndToEnd.Running;

/// <summary>One pair of hosts for all tests that do not mind each other. Limits per address are off: every test comes from this machine.</summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    private Platform? _platform;

    public Platform Platform => _platform ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _platform = await Platform.StartAsync(KeyValuePair.Create("RateLimits__Enabled", "false"));

    public async ValueTask DisposeAsync()
    {
        if (_platform is not null) await _platform.DisposeAsync();
    }
}
