using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Requests;
using Text = AuthServer.Accounts.Text;

namespace AuthServer.Devices;

/// <summary>What an app says about the device it runs on. Its own words: for people to read, cleaned and cut.</summary>
/// <param name="Id">SHA-256 of the identifier that the app gave itself; null where it gave none.</param>
/// <param name="Name">The device's name.</param>
/// <param name="Type">Phone, tablet, …</param>
/// <param name="Platform">The operating system.</param>
/// <param name="AppVersion">The app's version.</param>
public sealed record DeviceInfo(byte[]? Id, string? Name, string? Type, string? Platform, string? AppVersion)
{
    // At least 128 random bits: 16 characters can hold them, and nobody needs more than 256.
    private const int MinId = 16;
    private const int MaxId = 256;

    /// <summary>The longest name of a device, in UTF-16 units.</summary>
    public const int MaxText = 64;

    /// <summary>Parameters of the PIN and password grants that tell of the device.</summary>
    public const string IdParameter = "device_id", NameParameter = "device_name", TypeParameter = "device_type", PlatformParameter = "device_platform", AppVersionParameter = "device_app_version";

    /// <summary>Whether a text can be a device's identifier.</summary>
    public static bool IsId(string id) => id.Length is >= MinId and <= MaxId && id.All(c => c is > ' ' and < '\x7f');

    /// <summary>The device of a token request.</summary>
    /// <returns>Null where its identifier is malformed.</returns>
    public static DeviceInfo? Of(Parameters parameters)
    {
        var id = parameters[IdParameter];
        if (id is not null && !IsId(id)) return null;
        return new DeviceInfo(
            id is null ? null : SHA256.HashData(Encoding.ASCII.GetBytes(id)),
            Text.Clean(parameters[NameParameter], MaxText),
            Text.Clean(parameters[TypeParameter], MaxText),
            Text.Clean(parameters[PlatformParameter], MaxText),
            Text.Clean(parameters[AppVersionParameter], MaxText));
    }
}
