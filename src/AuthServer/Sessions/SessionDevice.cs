namespace AuthServer.Sessions;

/// <summary>The device of a session.</summary>
/// <param name="Id">Its row in the list of devices.</param>
/// <param name="Name">What the app called it.</param>
/// <param name="Platform">The operating system.</param>
public sealed record SessionDevice(Guid Id, string? Name, string? Platform);
