using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;

namespace ResourceApi.People;

/// <summary>Whom a caller may find: customers find providers, providers customers, admins all, and a program providers.</summary>
/// <param name="Types">The user types that the caller finds.</param>
/// <param name="IsAdmin">Whether the caller is an admin.</param>
internal sealed record Audience(IReadOnlyList<string> Types, bool IsAdmin)
{
    private static readonly Audience Nobody = new([], IsAdmin: false);
    private static readonly Audience Providers = new([UserTypes.Provider], IsAdmin: false);
    private static readonly Audience Customers = new([UserTypes.Customer], IsAdmin: false);
    private static readonly Audience Everybody = new([UserTypes.Customer, UserTypes.Provider, UserTypes.Admin], IsAdmin: true);

    /// <summary>The audience of a token's owner.</summary>
    public static async Task<Audience> OfAsync(ClaimsPrincipal user, ApiDbContext db, CancellationToken cancellationToken)
    {
        // Without a session it is a program's own token.
        if (!user.HasClaim(claim => claim.Type == "sid"))
            return Providers;
        var subject = user.FindFirstValue("sub");
        var known = await db.People.Where(person => person.Id == subject).Select(person => new { person.UserType, person.Disabled }).SingleOrDefaultAsync(cancellationToken);
        if (known is { Disabled: true })
            return Nobody;
        if (user.HasClaim("roles", UserTypes.Admin))
            return Everybody;
        // A new user's first token may be here before the news of them.
        var isProvider = known is null ? user.HasClaim("roles", UserTypes.Provider) : known.UserType == UserTypes.Provider;
        return isProvider ? Customers : Providers;
    }

    /// <summary>Whether the caller may find <paramref name="person"/>.</summary>
    public bool Finds(Person person) => !person.Disabled && Types.Contains(person.UserType);
}
