namespace AuthServer.Devices;

/// <summary>A device in the list of its user.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Current">Whether the session that asks is on it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Phone, tablet, browser, …</param>
/// <param name="Platform">The operating system.</param>
/// <param name="AppVersion">The app's version.</param>
/// <param name="Trusted">Whether it may sign in by PIN without a code.</param>
/// <param name="LastIp">The address of its last sign-in.</param>
/// <param name="LastUsedAt">Its last sign-in, UTC.</param>
/// <param name="CreatedAt">When the account came to know it, UTC.</param>
public sealed record DeviceAnswer(
    Guid Id, bool Current, string? Name, string? Type, string? Platform, string? AppVersion, bool Trusted, string? LastIp, DateTime LastUsedAt, DateTime CreatedAt)
{
    internal static DeviceAnswer Of(Device device, Guid? current) => new(
        device.Id, device.Id == current, device.Name, device.Type, device.Platform, device.AppVersion, device.Trusted, device.LastAddress, device.LastUsedAt.UtcDateTime, device.CreatedAt.UtcDateTime);
}
