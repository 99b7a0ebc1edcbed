using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Devices;
using ServiceDefaults.Limits;

namespace AuthServer.Credentials;

/// <summary>How many wrong secrets may come from one address, one device, one client, everywhere, and of one and the same secret, however many accounts they are tried on.</summary>
/// <remarks>
/// Reserved before the secret is verified and given back where it was right. One address or device that is through is refused before anything is looked up. The wide limits
/// refuse only devices that the account does not know: an attack on everybody does not shut out who is at home.
/// </remarks>
public sealed class FailureLimits(Statements statements, Throttles throttles, AccountOptions options, RateLimitOptions limits)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Reserves.</summary>
    /// <param name="kind">What is guessed.</param>
    /// <param name="secret">The guess.</param>
    /// <param name="device">The device, as far as it is named.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<FailureReservation> ReserveAsync(CredentialKind kind, string secret, DeviceInfo device, Origin origin, CancellationToken cancel) =>
        limits.Enabled ? statements.ShareAsync(write => ReserveAsync(write, Narrow(device, origin), Wide(kind, secret, origin), cancel), cancel) : Task.FromResult(FailureReservation.Free);

    /// <summary>The secret was right, or nothing was verified.</summary>
    public async Task GiveBackAsync(PlainWrite write, FailureReservation reservation)
    {
        foreach (var taken in reservation.Taken) await throttles.GiveBackAsync(write, taken);
    }

    private async Task<FailureReservation> ReserveAsync(PlainWrite write, Throttle[] narrow, Throttle[] wide, CancellationToken cancel)
    {
        if (await TakeAsync(write, narrow, cancel) is { } wait) return new FailureReservation([], wait, null);
        return await TakeAsync(write, wide, cancel) is { } unlessKnown ? new FailureReservation(narrow, null, unlessKnown) : new FailureReservation([.. narrow, .. wide], null, null);
    }

    private Task<TimeSpan?> TakeAsync(PlainWrite write, Throttle[] asked, CancellationToken cancel) => write.AllOrNoneAsync(() => throttles.TakeFirstAsync(write, asked, cancel), cancel);

    private Throttle[] Narrow(DeviceInfo device, Origin origin)
    {
        var address = new Throttle("failures of an address", AddressPartition.Of(origin.Address), options.Limits.FailuresPerAddress, Hour);
        return device.Id is { } id ? [address, new Throttle("failures of a device", Convert.ToHexString(id), options.Limits.FailuresPerDevice, Hour)] : [address];
    }

    private Throttle[] Wide(CredentialKind kind, string secret, Origin origin) =>
    [
        new("failures of a client", origin.ClientId ?? "", options.Limits.FailuresPerClient, Hour),
        new("failures", "", options.Limits.Failures, Hour),
        new($"failures of one {kind.Amr}", secret[..Math.Min(secret.Length, SecretHasher.MaxLength)], options.Limits.FailuresPerSecret, Hour),
    ];
}
