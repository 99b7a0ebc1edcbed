using AuthServer.Data;
using AuthServer.Events;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Users;

/// <summary>Which accounts who administers leaves alone.</summary>
internal static class UserGuard
{
    /// <summary>A program's secret is not worth as much as an administrator's sign-in.</summary>
    public static Problem NeedsAdministrator { get; } = Problem.Forbidden("admin_role_needs_admin", "Only a signed-in administrator makes or unmakes administrators.");

    /// <summary>An administrator's own account has pages of its own, which ask for its secret.</summary>
    public static Problem OwnAccount { get; } = Problem.Forbidden("own_account", "Nobody does this to their own account here: use the account's own pages.");

    /// <summary>Somebody has to be left who can undo it.</summary>
    public static Problem Last { get; } = Problem.Conflict("last_admin", "The last administrator stays one.");

    /// <summary>Why an account must not be taken from its user, or null.</summary>
    public static async Task<Problem?> RefuseAsync(Write write, UserState user, AdminCaller admin)
    {
        if (admin.User == user.Id) return OwnAccount;
        if (!user.Roles.Contains(Roles.Admin)) return null;
        if (admin.User is null) return NeedsAdministrator;
        return await IsLastAsync(write, user) ? Last : null;
    }

    /// <summary>Whether nobody else administers.</summary>
    public static async Task<bool> IsLastAsync(Write write, UserState user)
    {
        var (role, self) = (Roles.IdOf(Roles.Admin), new Guid(user.Id));
        return !user.Disabled && !await write.Db.Users.AnyAsync(u => u.Id != self && !u.Disabled && write.Db.UserRoles.Any(held => held.UserId == u.Id && held.RoleId == role));
    }
}
