namespace AuthServer.Tests;

/// <summary>One host for the tests of a class, which run one after the other.</summary>
public sealed class SharedHost : IAsyncDisposable
{
    public AuthServerHost Host { get; } = new();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
