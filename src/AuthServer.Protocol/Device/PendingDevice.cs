using AuthServer.Protocol.Clients;

namespace AuthServer.Protocol.Device;

/// <summary>A device that waits for its user's decision.</summary>
/// <param name="Request">What it asks for.</param>
/// <param name="Client">The client on it.</param>
/// <param name="UserCode">The code that it shows, <c>XXXX-XXXX</c>.</param>
public sealed record PendingDevice(DeviceRequest Request, Client Client, string UserCode);
