using System.Text.Json;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Devices;

/// <summary>Asks for the code that a right PIN from an unknown device has to be followed by.</summary>
internal sealed class NewDeviceChallenge(IDbContextFactory<AccountsDbContext> contexts, OneTimeCodes codes, CodeMessages messages, TimeProvider time)
{
    /// <summary>Sends a code to the user's phone; where no message may be sent now, the challenge of the same device that is still open stays good.</summary>
    /// <returns>The refusal that names the challenge, or how long to wait.</returns>
    public async Task<OAuthError> BeginAsync(User user, string clientId, DeviceInfo device, CancellationToken cancel)
    {
        var phone = user.PhoneNumber!;
        var pending = JsonSerializer.Serialize(new PendingDevice(clientId, device));
        var issued = await codes.IssueAsync(CodePurpose.NewDevice, user.Id, phone, pending, cancel);
        if (issued.RetryAfter is { } wait) return await OpenAsync(user.Id, pending, cancel) is { } open ? CredentialErrors.NewDevice(SessionId.Format(open)) : OAuthError.SlowDown(wait);
        messages.NewDevice(phone, issued.Code);
        return CredentialErrors.NewDevice(SessionId.Format(issued.Id));
    }

    private async Task<Guid?> OpenAsync(Guid user, string pending, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var open = await db.OneTimeCodes.AsNoTracking().FirstOrDefaultAsync(c => c.Purpose == CodePurpose.NewDevice.Name && c.Subject == user, cancel);
        return open is not null && open.Payload == pending && open.ExpiresAt > time.GetUtcNow() && open.Attempts < OneTimeCodes.MaxAttempts ? open.Id : null;
    }
}
