using System.Text.Json;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Devices;

/// <summary>Asks for the code that a right PIN from an unknown device has to be followed by, and a right secret where a client wants two factors.</summary>
internal sealed class NewDeviceChallenge(Statements statements, OneTimeCodes codes, AuditLog audit, TimeProvider time)
{
    /// <summary>Sends a code to the user's phone; where no message may be sent now, the challenge of the same device that is still open stays good.</summary>
    /// <param name="user">Whose secret was right.</param>
    /// <param name="clientId">Who asks, and alone may bring the code.</param>
    /// <param name="device">Where; it will be known.</param>
    /// <param name="factor">The <c>amr</c> of the secret.</param>
    /// <param name="origin">Where the request came from.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The refusal that names the challenge, or how long to wait.</returns>
    public Task<OAuthError> BeginAsync(User user, string clientId, DeviceInfo device, string factor, Origin origin, CancellationToken cancel)
    {
        var pending = JsonSerializer.Serialize(new PendingDevice(clientId, device, user.SecurityStamp!, factor));
        return statements.WriteAsync(async write =>
        {
            // A secret that was changed since it was verified begins nothing.
            if (!await write.Db.Users.AnyAsync(u => u.Id == user.Id && u.SecurityStamp == user.SecurityStamp && !u.Disabled, cancel)) return CredentialErrors.Wrong;
            var issued = await codes.SendAsync(write, CodePurpose.NewDevice, user, user.PhoneNumber!, pending, origin, cancel);
            if (issued.RetryAfter is { } wait && await OpenAsync(write, user.Id, pending, cancel) is { } open) return CredentialErrors.NewDevice(SessionId.Format(open));
            await audit.AddAsync(write, AuditEvents.DeviceChallenged, user.Id, origin, issued.RetryAfter is null ? null : "no_message");
            if (issued.RetryAfter is { } later) return OAuthError.SlowDown(later);
            return CredentialErrors.NewDevice(SessionId.Format(issued.Id));
        }, cancel);
    }

    private async Task<Guid?> OpenAsync(Write write, Guid user, string pending, CancellationToken cancel)
    {
        var open = await write.Db.OneTimeCodes.AsNoTracking().FirstOrDefaultAsync(c => c.Purpose == CodePurpose.NewDevice.Name && c.Subject == user, cancel);
        return open is not null && open.Payload == pending && open.ExpiresAt > time.GetUtcNow() && open.Attempts < OneTimeCodes.MaxAttempts ? open.Id : null;
    }
}
