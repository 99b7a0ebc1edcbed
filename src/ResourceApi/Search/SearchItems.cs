using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.Media.ProfileImages;
using ResourceApi.People;
using ResourceApi.Profiles;
using ResourceApi.Ratings;

namespace ResourceApi.Search;

/// <summary>Reads what is shown of people who were found.</summary>
internal sealed class SearchItems(ApiDbContext db, ImageLinks links)
{
    private const int ExcerptLength = 200;

    /// <summary>Their items by <c>id</c>; who can't be found any more is missing.</summary>
    public async Task<Dictionary<string, SearchItem>> ReadAsync(IReadOnlyList<string> ids, Audience audience, CancellationToken cancellationToken)
    {
        var types = audience.Types;
        var rows = await (
            from person in db.People.AsNoTracking()
            where ids.Contains(person.Id) && !person.Disabled && types.Contains(person.UserType)
            join profile in db.Profiles.AsNoTracking() on person.Id equals profile.Id into profiles
            from profile in profiles.DefaultIfEmpty()
            join total in db.RatingTotals on new { Person = person.Id, Role = person.UserType } equals new { total.Person, total.Role } into totals
            from total in totals.DefaultIfEmpty()
            select new { Person = person, Profile = profile, Total = total }).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Person.Id, row => Item(row.Person, row.Profile, row.Total));
    }

    private SearchItem Item(Person person, Profile? profile, RatingTotal? total) => new()
    {
        Id = person.Id,
        DisplayName = profile?.DisplayName ?? profile?.FirstName,
        UserType = person.UserType,
        Verified = person.KycStatus == "verified",
        Image = links.Of(profile?.Image),
        Bio = Excerpt(profile?.Bio),
        Skills = [.. profile?.Skills ?? []],
        HourlyRate = profile?.HourlyRateHundredths / 100m,
        Currency = profile?.Currency,
        Languages = [.. profile?.Languages ?? []],
        Availability = profile?.Availability,
        Rating = RatingSummary.Of(total?.Sum ?? 0, total?.Count ?? 0),
    };

    private static string? Excerpt(string? bio)
    {
        if (bio is null || bio.Length <= ExcerptLength)
            return bio;
        // Not through the middle of a surrogate pair.
        var end = char.IsHighSurrogate(bio[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength;
        return bio[..end].TrimEnd() + "…";
    }
}
