using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol;

namespace AuthServer.Devices;

/// <summary>Lets a sign-in through by the device it comes from.</summary>
internal sealed class DeviceGate(KnownDevices devices, NewDeviceChallenge challenge, AccountOptions options)
{
    /// <summary>After a right PIN: an unknown device has to bring a code first, where the policy says so.</summary>
    public async Task<Result<Admitted>> AfterPinAsync(User user, DeviceInfo device, string clientId, Origin origin, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, trusted: true, origin, cancel) is { } known) return new Admitted(known);
        // Whatever else the policy says, only one word lets everybody in.
        if (options.Pin.NewDevice != NewDevicePolicy.Allow) return await challenge.BeginAsync(user, clientId, device, CredentialKind.Pin.Amr, origin, cancel);
        return new Admitted(await devices.EnrolAsync(user.Id, device, trusted: true, origin, cancel));
    }

    /// <summary>After a right password: every device is let in, but none becomes trusted by it where a PIN would have to bring a code.</summary>
    public async Task<Guid?> AfterPasswordAsync(User user, DeviceInfo device, Origin origin, CancellationToken cancel)
    {
        if (await devices.UseAsync(user.Id, device, trusted: false, origin, cancel) is { } known) return known;
        return await devices.EnrolAsync(user.Id, device, trusted: options.Pin.NewDevice == NewDevicePolicy.Allow, origin, cancel);
    }

    /// <summary>Let in.</summary>
    /// <param name="DeviceId">The row of the device; null where none was named.</param>
    public sealed record Admitted(Guid? DeviceId);
}
