namespace AuthServer.Protocol.Device;

/// <summary>How far the request of a device is.</summary>
public enum DeviceDecision
{
    /// <summary>The user has not decided.</summary>
    Pending,

    /// <summary>The user said yes.</summary>
    Allowed,

    /// <summary>The user said no.</summary>
    Denied,
}
