using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Devices;

/// <summary>Lets a sign-in through by the device it comes from.</summary>
internal sealed class DeviceGate(KnownDevices devices, NewDeviceChallenge challenge, AccountOptions options)
{
    /// <summary>After a right PIN: an unknown device has to bring a code first, where the policy says so.</summary>
    public async Task<Result<SignInDevice>> AfterPinAsync(User user, DeviceInfo device, string clientId, Origin origin, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, trusted: true, origin, cancel) is { } known) return new SignInDevice(known, IsNew: false);
        if (options.Pin.NewDevice == NewDevicePolicy.Code) return await challenge.BeginAsync(user, clientId, device, origin, cancel);
        return await devices.EnrolAsync(user.Id, device, trusted: true, origin, cancel);
    }

    /// <summary>After a right password: every device is let in, but none becomes trusted by it where a PIN would have to bring a code.</summary>
    public async Task<SignInDevice> AfterPasswordAsync(User user, DeviceInfo device, Origin origin, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, trusted: false, origin, cancel) is { } known) return new SignInDevice(known, IsNew: false);
        return await devices.EnrolAsync(user.Id, device, trusted: options.Pin.NewDevice == NewDevicePolicy.Allow, origin, cancel);
    }
}
