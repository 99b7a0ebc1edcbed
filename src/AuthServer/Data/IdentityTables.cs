using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>Identity's tables under our names, with the uniqueness that the platform needs.</summary>
internal static class IdentityTables
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<User>(e =>
        {
            e.ToTable("users");
            e.Property(u => u.Id).ValueGeneratedNever();
            e.HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_users_username").IsUnique();
            e.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_email").IsUnique();
            e.HasIndex(u => u.PhoneNumber).HasDatabaseName("ix_users_phone").IsUnique();
        });
        builder.Entity<Role>(e =>
        {
            e.ToTable("roles");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.NormalizedName).HasDatabaseName("ix_roles_name").IsUnique();
            e.HasData(Roles.All);
        });
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.Entity<IdentityUserPasskey<Guid>>(e =>
        {
            e.ToTable("user_passkeys");
            e.OwnsOne(p => p.Data).ToJson("data");
        });
    }
}
