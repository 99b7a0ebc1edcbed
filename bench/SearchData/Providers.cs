using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using ResourceApi.People;
using ResourceApi.Profiles;
using ResourceApi.Ratings;

namespace SearchData;

/// <summary>Fills a database with providers: the same for the same seed.</summary>
internal sealed class Providers(DbContextOptions<ApiDbContext> options, ulong seed)
{
    private const int Batch = 2_000;
    private static readonly DateTimeOffset Begin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SplitMix _random = new(seed);

    public async Task WriteAsync(int count)
    {
        for (var written = 0; written < count; written += Batch)
        {
            await using var db = new ApiDbContext(options);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = written; i < Math.Min(written + Batch, count); i++)
                Add(db, i);
            await db.SaveChangesAsync();
            Console.Write($"\r{Math.Min(written + Batch, count):N0} of {count:N0}");
        }
        Console.WriteLine();
    }

    private void Add(ApiDbContext db, int i)
    {
        var id = _random.Id().ToString();
        var joined = Begin.AddMinutes(i);
        db.Add(new Person
        {
            Id = id, Version = 1, Username = $"provider{i}", UserType = "provider", Roles = "provider", CreatedAt = joined,
            PhoneNumber = $"+4915{i:D9}", IsPhoneVerified = true, KycStatus = _random.Chance(0.6) ? "verified" : "none",
        });
        db.Add(Profile(id, joined));
        if (!_random.Chance(0.7))
            return;
        var count = 1 + (long)(200 * Math.Pow(_random.Fraction(), 4));
        db.Add(new RatingTotal { Person = id, Role = "provider", Count = count, Sum = (long)Math.Round(count * (3 + (2 * _random.Fraction()))) });
    }

    private Profile Profile(string id, DateTimeOffset joined)
    {
        var city = _random.Frequent(Vocabulary.Cities);
        var trade = _random.Frequent(Vocabulary.Trades);
        var skills = Enumerable.Range(0, 1 + _random.Below(5)).Select(i => Vocabulary.Skill(_random, i < 3 ? trade : _random.Frequent(Vocabulary.Trades))).Distinct().ToList();
        return new Profile
        {
            Id = id, CreatedAt = joined, UpdatedAt = joined,
            DisplayName = $"{Vocabulary.Name(_random, 2)} {Vocabulary.Name(_random, 3)}",
            Bio = $"{char.ToUpperInvariant(trade[0])}{trade[1..]} in {city.Name}. {string.Join(". ", Enumerable.Range(0, 3 + _random.Below(6)).Select(_ => _random.Frequent(Vocabulary.Phrases)).Distinct())}.",
            Skills = skills,
            Languages = _random.Chance(0.6) && city.Language != "en" ? [city.Language, "en"] : [city.Language],
            // Denser towards the middle of the city.
            Latitude = city.Lat + Offset(), Longitude = city.Lon + (Offset() * 1.5),
            HourlyRateHundredths = 2_000 + (_random.Below(160) * 50), Currency = "EUR",
            Availability = _random.Chance(0.7) ? Availability.Available : Availability.Busy,
            ServiceRadiusKm = 5 + _random.Below(95),
        };
    }

    private double Offset() => (_random.Fraction() + _random.Fraction() + _random.Fraction() - 1.5) * 0.2;
}
