using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Profiles;

/// <summary>GET another user.</summary>
internal static class ReadPerson
{
    public static async Task<Results<OkEnvelope<PublicProfile>, Problem>> HandleAsync(string id, ClaimsPrincipal user, ApiDbContext db, CancellationToken cancellationToken)
    {
        var found = await db.People.AsNoTracking().Where(person => person.Id == id && !person.Disabled)
            .GroupJoin(db.Profiles, person => person.Id, profile => profile.Id, (person, profiles) => new { person, profiles })
            .SelectMany(pair => pair.profiles.DefaultIfEmpty(), (pair, profile) => new { pair.person, profile })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return Problem.NotFound("There is no such user.");
        var caller = await db.People.AsNoTracking().Where(person => person.Id == user.FindFirstValue("sub")).Select(person => person.UserType).SingleOrDefaultAsync(cancellationToken);
        return Envelope.Ok(PublicProfile.Of(found.person, found.profile, caller), "A user.");
    }
}
