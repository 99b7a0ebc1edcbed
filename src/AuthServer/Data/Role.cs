using Microsoft.AspNetCore.Identity;

namespace AuthServer.Data;

/// <summary>What a user may be. The rows come with the schema: <see cref="Roles.All"/>.</summary>
public sealed class Role : IdentityRole<Guid>;
