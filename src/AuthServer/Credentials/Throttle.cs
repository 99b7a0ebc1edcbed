namespace AuthServer.Credentials;

/// <summary>How often something may happen: so many times from the first on until a span has passed.</summary>
/// <param name="Name">What is counted; part of the key, so that no two counts mix.</param>
/// <param name="Of">Whose: an address, a client, a device, or nothing where it is everybody's.</param>
/// <param name="Limit">How many times.</param>
/// <param name="Window">The span.</param>
public readonly record struct Throttle(string Name, string Of, int Limit, TimeSpan Window);
