namespace AuthServer.Protocol.Device;

/// <summary>A poll of a device, counted.</summary>
/// <param name="Request">What it waits for.</param>
/// <param name="TooSoon">It did not wait as long as it was told; it has to wait longer from now on.</param>
public sealed record DevicePoll(DeviceRequest Request, bool TooSoon);
