namespace AuthServer.Tests.Devices;

/// <summary>One host for the tests of a class, where a new device brings a code and an account knows three.</summary>
public sealed class StrictHost : IAsyncDisposable
{
    public AuthServerHost Host { get; } = AuthServerHost.With([new("Accounts:Pin:NewDevice", "Code"), new("Accounts:Devices:Max", "3")]);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
