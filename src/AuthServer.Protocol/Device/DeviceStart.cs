namespace AuthServer.Protocol.Device;

/// <summary>What adding a request of a device came to.</summary>
public enum DeviceStart
{
    /// <summary>It waits.</summary>
    Started,

    /// <summary>Another one has its user code.</summary>
    CodeTaken,

    /// <summary>Too many of the address or of the client wait already.</summary>
    TooMany,
}
