using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;
using Text = AuthServer.Accounts.Text;

namespace AuthServer.Devices;

/// <summary>The routes by which users see, rename and remove the devices that their account knows.</summary>
internal sealed class ManageDevices(IDbContextFactory<AccountsDbContext> contexts, Statements statements, KnownDevices devices, ITokenStore store, AuditLog audit, TimeProvider time)
{
    /// <summary><c>GET /auth/devices/</c>: the one used last first.</summary>
    public async Task<OkEnvelope<Items<DeviceAnswer>>> ListAsync(SignedInUser caller, CancellationToken cancel)
    {
        var current = (await store.FindLiveSessionAsync(caller.Session, time.GetUtcNow(), cancel))?.DeviceId;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var all = await db.Devices.AsNoTracking().Where(d => d.UserId == caller.Id).OrderByDescending(d => d.LastUsedAt).ToListAsync(cancel);
        return Envelope.Ok(new Items<DeviceAnswer>(all.ConvertAll(device => DeviceAnswer.Of(device, current))));
    }

    /// <summary><c>PATCH /auth/devices/{id}/</c>; another user's device is not there.</summary>
    public async Task<IResult> RenameAsync(string id, JsonBody<RenameDeviceBody> json, SignedInUser caller, HttpContext http)
    {
        var errors = new FieldErrors();
        var name = json.Value.Name.Length <= DeviceInfo.MaxText ? Text.Clean(json.Value.Name, DeviceInfo.MaxText) : null;
        errors.Require(name is not null, "name", $"Must be 1 to {DeviceInfo.MaxText} characters.");
        if (errors.Any) return Problem.Invalid(errors);
        if (!SubjectReader.TryParse(id, out var device)) return NotFound();
        var renamed = await statements.WriteAsync(async write =>
        {
            // Only what changes leaves a row in the audit.
            if (await write.Db.Devices.Where(d => d.Id == device && d.UserId == caller.Id && d.Name != name).ExecuteUpdateAsync(set => set.SetProperty(d => d.Name, name), http.RequestAborted) == 1)
                await audit.AddAsync(write, AuditEvents.DeviceRenamed, caller.Id, Origin.Of(http), id);
            return await write.Db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == device && d.UserId == caller.Id, http.RequestAborted);
        }, http.RequestAborted);
        var current = (await store.FindLiveSessionAsync(caller.Session, time.GetUtcNow(), http.RequestAborted))?.DeviceId;
        return renamed is null ? NotFound() : Envelope.Ok(DeviceAnswer.Of(renamed, current), "Renamed");
    }

    /// <summary><c>DELETE /auth/devices/{id}/</c>; its sessions end with it.</summary>
    public async Task<IResult> RemoveAsync(string id, SignedInUser caller, HttpContext http) =>
        SubjectReader.TryParse(id, out var device) && await statements.WriteAsync(write => RemoveAsync(write, caller, device, http), http.RequestAborted)
            ? Envelope.Ok("Removed; its sessions have ended")
            : NotFound();

    private async Task<bool> RemoveAsync(Write write, SignedInUser caller, Guid device, HttpContext http)
    {
        if (!await devices.RemoveAsync(write, caller.Id, device, Origin.Of(http), http.RequestAborted)) return false;
        // A sign-in on it that is under way is refused by this (SessionStart).
        await write.Db.Users.Where(u => u.Id == caller.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, User.NewStamp()), http.RequestAborted);
        return true;
    }

    private static Problem NotFound() => Problem.NotFound("There is no such device.");
}
