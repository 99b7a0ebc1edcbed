using System.Net;
using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Devices;

/// <summary>Takes the code of a <see cref="NewDeviceChallenge"/>.</summary>
internal sealed class NewDeviceAnswer(OneTimeCodes codes, AddressLimit addresses, PhoneVerification phones, ISubjects subjects, KnownDevices devices)
{
    /// <summary>RFC 8176 §2: the PIN, and possession of the phone by a code sent to it.</summary>
    public const string Amr = "pin sms";

    /// <summary>Tries a code; when it is right, the device is known from now on and the phone is proved to be the user's.</summary>
    public async Task<Result<Passed>> TryAsync(string challenge, string code, string clientId, IPAddress? address, CancellationToken cancel)
    {
        if (addresses.Take(address) is { } wait) return OAuthError.SlowDown(wait);
        if (!SessionId.TryParse(challenge, out var id) || await codes.RedeemAsync(CodePurpose.NewDevice, id, code, cancel) is not { Payload: { } payload } redeemed) return CredentialErrors.Wrong;
        if (JsonSerializer.Deserialize<PendingDevice>(payload) is not { } pending || pending.ClientId != clientId) return CredentialErrors.Wrong;
        // A number that has left the account since it was sent to proves nothing; nor does a user who may not sign in any more.
        if (!await phones.ConfirmAsync(redeemed.Subject, redeemed.Destination, cancel)) return CredentialErrors.Wrong;
        if (await subjects.FindAsync(SubjectReader.Format(redeemed.Subject), cancel) is not { } subject) return CredentialErrors.Wrong;
        return new Passed(subject, await devices.EnrolAsync(redeemed.Subject, pending.Device, address, cancel));
    }

    /// <summary>Who passed, on which device.</summary>
    public sealed record Passed(Subject Subject, Guid? DeviceId);
}
