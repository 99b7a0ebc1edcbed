namespace AuthServer.Devices;

/// <summary>The body of <c>PATCH /auth/devices/{id}/</c>.</summary>
public sealed class RenameDeviceBody
{
    /// <summary>The new name, at most 64 characters.</summary>
    public required string Name { get; init; }
}
