using AuthServer.Data;
using AuthServer.Events;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Admin.Users;

/// <summary>A user as administrators see them: what APIs are told, and the rest of the profile.</summary>
internal sealed record UserDetails : UserState
{
    private UserDetails(UserState state)
        : base(state)
    {
    }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; private init; }

    /// <summary>Whether a code proved the address.</summary>
    public bool IsEmailVerified { get; private init; }

    /// <summary>Whether there is a password, good or not.</summary>
    public bool HasPassword { get; private init; }

    /// <summary>Whether there is a PIN, good or not.</summary>
    public bool HasPin { get; private init; }

    /// <summary>The names and standard claims.</summary>
    public UserClaimsBody Claims { get; private init; } = new();

    /// <summary>When the profile was last changed, UTC.</summary>
    public DateTime UpdatedAt { get; private init; }

    /// <summary>A user as they are now, or null where there is none.</summary>
    public static async Task<UserDetails?> FindAsync(AccountsDbContext db, Guid id, CancellationToken cancel)
    {
        if (await UserStates.FindAsync(db, id, cancel) is not { } state) return null;
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, cancel);
        return new UserDetails(state)
        {
            Email = user.Email,
            IsEmailVerified = user.EmailConfirmed,
            HasPassword = user.PasswordHash is not null,
            HasPin = await db.Pins.AnyAsync(p => p.UserId == id, cancel),
            Claims = UserClaimsBody.Of(user),
            UpdatedAt = user.UpdatedAt.UtcDateTime,
        };
    }
}
