using System.Text.Json;
using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Subjects;

namespace AuthServer.Devices;

/// <summary>Takes the code of a <see cref="NewDeviceChallenge"/>.</summary>
internal sealed class NewDeviceAnswer(Statements statements, OneTimeCodes codes, AddressLimit addresses, PhoneVerification phones, ISubjects subjects, KnownDevices devices)
{
    // RFC 8176 §2: possession of the phone, by a code sent to it.
    private const string Phone = "sms";

    /// <summary>Tries a code; when it is right, the device is trusted from now on and the phone is proved to be the user's.</summary>
    public async Task<Result<Passed>> TryAsync(string challenge, string code, string clientId, Origin origin, CancellationToken cancel)
    {
        if (addresses.Take(origin.Address) is { } wait) return OAuthError.SlowDown(wait);
        var tried = await codes.TryAsync(CodePurpose.NewDevice, SessionId.TryParse(challenge, out var id) ? id : Guid.Empty, code, origin, cancel);
        if (tried.RetryAfter is { } later) return OAuthError.SlowDown(later);
        if (tried.Right is not { Payload: { } payload } right || JsonSerializer.Deserialize<PendingDevice>(payload) is not { } pending) return CredentialErrors.Wrong;
        // Another client's challenge: its right code is left to it.
        if (pending.ClientId != clientId) return CredentialErrors.Wrong;
        // Only the user as they were when the secret was right: one that was changed since then ends what it began.
        if (await subjects.FindAsync(SubjectReader.Format(right.Subject), cancel) is not { } subject || subject.SecurityStamp != pending.Stamp) return CredentialErrors.Wrong;
        var passed = await statements.WriteAsync(async write =>
        {
            if (!await OneTimeCodes.UseAsync(write, right)) return null;
            // A number that has left the account since it was sent to proves nothing.
            if (!await phones.ConfirmAsync(write, right.Subject, right.Destination, origin, CancellationToken.None)) return null;
            return new Passed(subject, $"{pending.Factor} {Phone}", await devices.EnrolAsync(write, right.Subject, pending.Device, trusted: true, origin, CancellationToken.None));
        }, CancellationToken.None);
        return passed is null ? CredentialErrors.Wrong : passed;
    }

    /// <summary>Who passed, how (RFC 8176), and on which device.</summary>
    public sealed record Passed(Subject Subject, string Amr, Guid? DeviceId);
}
