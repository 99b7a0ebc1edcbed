namespace AuthServer.Devices;

/// <summary>What a challenge remembers until its code comes back.</summary>
/// <param name="ClientId">The client that began it, and alone may end it.</param>
/// <param name="Device">The device that will be known.</param>
/// <param name="Stamp">The user's security stamp when the secret was right.</param>
/// <param name="Factor">The <c>amr</c> of that secret.</param>
internal sealed record PendingDevice(string ClientId, DeviceInfo Device, string Stamp, string Factor = "pin");
