using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.People;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Search;

/// <summary>POST a search for the owner of a phone number.</summary>
/// <remarks>Who has no account, is disabled, did not prove the number or does not want to be found by it gives the same answer to the same statement.</remarks>
internal sealed partial class FindByPhone(ApiDbContext db, SearchItems items, PhoneSearchLimits limits, Writes writes, AuditTrail audit)
{
    private const int MostPartialMatches = 20;

    public static async Task<Results<OkEnvelope<Items<SearchItem>>, Problem>> HandleAsync(
        JsonBody<PhoneSearchInput> body, HttpContext context, ApiDbContext db, FindByPhone use, CancellationToken cancellationToken)
    {
        var audience = await Audience.OfAsync(context.User, db, cancellationToken);
        var number = body.Value.PhoneNumber;
        var isWhole = WholeNumber().IsMatch(number);
        var errors = new FieldErrors();
        errors.Require(
            isWhole || (audience.IsAdmin && PartOfNumber().IsMatch(number)), "phone_number",
            audience.IsAdmin ? "Must be a whole number in E.164 form such as +4915112345678, or at least 7 digits of one." : "Must be a whole number in E.164 form such as +4915112345678.");
        if (errors.Any)
            return Problem.Invalid(errors);
        if (await use.TakeAsync(context, cancellationToken) is { } wait)
            return Problem.TooManyRequests(wait, detail: "Too many numbers have been asked for: wait before asking for another.");
        IReadOnlyList<SearchItem> found = isWhole ? await use.ExactAsync(number, audience, cancellationToken) : [];
        if (found.Count == 0 && audience.IsAdmin)
            found = await use.PartialAsync(number.TrimStart('+'), context, audience, cancellationToken);
        return Envelope.Ok(new Items<SearchItem>(found), "Who was found.");
    }

    private Task<TimeSpan?> TakeAsync(HttpContext caller, CancellationToken cancellationToken) => limits.TakeAsync(caller, cancellationToken);

    private async Task<IReadOnlyList<SearchItem>> ExactAsync(string number, Audience audience, CancellationToken cancellationToken)
    {
        var ids = await Findable(audience).Where(person => person.PhoneNumber == number).Select(person => person.Id).ToListAsync(cancellationToken);
        return [.. (await items.ReadAsync(ids, audience, cancellationToken)).Values];
    }

    private async Task<IReadOnlyList<SearchItem>> PartialAsync(string digits, HttpContext caller, Audience audience, CancellationToken cancellationToken)
    {
        // Before the look: who looks is known, whatever happens next. What was looked for is not written down.
        await writes.RunAsync(
            context =>
            {
                audit.Add(context, caller, "search.phone_partial", detail: string.Create(CultureInfo.InvariantCulture, $"{digits.Length} digits"));
                return Task.CompletedTask;
            },
            cancellationToken);
        var people = await Findable(audience).Where(person => person.PhoneNumber!.Contains(digits)).OrderBy(person => person.Id)
            .Take(MostPartialMatches).Select(person => new { person.Id, person.PhoneNumber }).ToListAsync(cancellationToken);
        var known = await items.ReadAsync([.. people.Select(person => person.Id)], audience, cancellationToken);
        return [.. people.Where(person => known.ContainsKey(person.Id)).Select(person => known[person.Id] with { MaskedPhoneNumber = Mask(person.PhoneNumber!) })];
    }

    private IQueryable<Person> Findable(Audience audience)
    {
        var types = audience.Types;
        return db.People.AsNoTracking().Where(person => person.IsPhoneVerified && !person.Disabled && types.Contains(person.UserType)
            && !db.Profiles.Any(profile => profile.Id == person.Id && !profile.DiscoverableByPhone));
    }

    // Enough to tell two apart, too little to call.
    private static string Mask(string number) => number[..3] + new string('*', number.Length - 5) + number[^2..];

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A\+?[0-9]{7,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartOfNumber();
}
