using System.Net;
using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Protocol;

namespace AuthServer.Devices;

/// <summary>Lets a sign-in through by the device it comes from.</summary>
internal sealed class DeviceGate(KnownDevices devices, NewDeviceChallenge challenge, AccountOptions options)
{
    /// <summary>After a right PIN: an unknown device has to bring a code first, where the policy says so.</summary>
    public async Task<Result<Admitted>> AfterPinAsync(User user, DeviceInfo device, string clientId, IPAddress? address, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, address, cancel) is { } known) return new Admitted(known);
        if (options.Pin.NewDevice == NewDevicePolicy.Code) return await challenge.BeginAsync(user, clientId, device, cancel);
        return new Admitted(await devices.EnrolAsync(user.Id, device, address, cancel));
    }

    /// <summary>After a right password: every device is let in, but none becomes known by it where a PIN would have to bring a code.</summary>
    public async Task<Admitted> AfterPasswordAsync(User user, DeviceInfo device, IPAddress? address, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, address, cancel) is { } known) return new Admitted(known);
        return new Admitted(options.Pin.NewDevice == NewDevicePolicy.Allow ? await devices.EnrolAsync(user.Id, device, address, cancel) : null);
    }

    /// <summary>Let in.</summary>
    /// <param name="DeviceId">The row of the device; null where none is known.</param>
    public sealed record Admitted(Guid? DeviceId);
}
