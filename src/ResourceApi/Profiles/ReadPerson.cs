using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Media.ProfileImages;
using ResourceApi.People;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>GET another user.</summary>
internal static class ReadPerson
{
    public static async Task<Results<OkEnvelope<PublicProfile>, Problem>> HandleAsync(string id, ClaimsPrincipal user, ApiDbContext db, ImageLinks links, CancellationToken cancellationToken)
    {
        var found = await (
            from person in db.People.AsNoTracking()
            where person.Id == id && !person.Disabled
            join profile in db.Profiles.AsNoTracking() on person.Id equals profile.Id into profiles
            from profile in profiles.DefaultIfEmpty()
            join total in db.RatingTotals on new { Person = person.Id, Role = person.UserType } equals new { total.Person, total.Role } into totals
            from total in totals.DefaultIfEmpty()
            select new { Person = person, Profile = profile, Total = total }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return Problem.NotFound("There is no such user.");
        var subject = user.FindFirstValue("sub");
        var caller = await db.People.Where(person => person.Id == subject).Select(person => person.UserType).SingleOrDefaultAsync(cancellationToken);
        // An administrator's account is not enough: the token must have been issued with the role.
        if (caller == UserTypes.Admin && !user.HasClaim("roles", UserTypes.Admin))
            caller = UserTypes.Customer;
        return Envelope.Ok(PublicProfile.Of(found.Person, found.Profile, found.Total, links.Of(found.Profile?.Image), caller), "A user.");
    }
}
