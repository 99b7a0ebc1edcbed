using AuthServer.Devices;
using ServiceDefaults.Answers;

namespace AuthServer.Accounts;

/// <summary>What an app tells of the device it runs on.</summary>
public sealed class DeviceBody
{
    /// <summary>At least 128 random bits that the app made at its first start: 16 to 256 visible ASCII characters.</summary>
    public string? Id { get; init; }

    /// <summary>The device's name.</summary>
    public string? Name { get; init; }

    /// <summary>Phone, tablet, …</summary>
    public string? Type { get; init; }

    /// <summary>The operating system.</summary>
    public string? Platform { get; init; }

    /// <summary>The app's version.</summary>
    public string? AppVersion { get; init; }

    /// <summary>The grant parameters of a device; none where there is no device.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> Parameters(DeviceBody? device) => device is null ? [] :
    [
        new(DeviceInfo.IdParameter, device.Id), new(DeviceInfo.NameParameter, device.Name), new(DeviceInfo.TypeParameter, device.Type),
        new(DeviceInfo.PlatformParameter, device.Platform), new(DeviceInfo.AppVersionParameter, device.AppVersion),
    ];

    internal static void Check(DeviceBody? device, FieldErrors errors) =>
        errors.Require(string.IsNullOrEmpty(device?.Id) || DeviceInfo.IsId(device.Id), "device.id", "Must be 16 to 256 visible ASCII characters.");
}
