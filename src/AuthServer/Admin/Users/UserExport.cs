using AuthServer.Admin.Auditing;
using AuthServer.Admin.Consents;
using AuthServer.Admin.Sessions;
using AuthServer.Devices;

namespace AuthServer.Admin.Users;

/// <summary>All that is known of a user; no secret, nor what one could be proved with.</summary>
/// <param name="Profile">The account.</param>
/// <param name="Sessions">Every session that is kept, ended ones too, newest first.</param>
/// <param name="Devices">The devices that the account knows.</param>
/// <param name="Consents">What was allowed to clients.</param>
/// <param name="Audit">What happened to the account, newest first; of what others did, without their addresses.</param>
/// <param name="AuditIsCut">Whether there is more of it than the newest ten thousand.</param>
internal sealed record UserExport(UserDetails Profile, IReadOnlyList<SessionRow> Sessions, IReadOnlyList<DeviceAnswer> Devices, IReadOnlyList<ConsentRow> Consents, IReadOnlyList<AuditRow> Audit, bool AuditIsCut);
