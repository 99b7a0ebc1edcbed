using Microsoft.AspNetCore.Mvc;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Which verifications a list shows, as the query says.</summary>
/// <param name="Status">One of the states.</param>
/// <param name="Type">One of the types.</param>
/// <param name="UserId">Whose; of use to reviewers only.</param>
/// <param name="Limit">How many at most: 1 to 100, 20 where nothing is said.</param>
/// <param name="Cursor">The <c>next_cursor</c> of the page before.</param>
internal sealed record ListFilter(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "verification_type")] string? Type,
    [FromQuery(Name = "user_id")] string? UserId,
    [FromQuery(Name = "limit")] string? Limit,
    [FromQuery(Name = "cursor")] string? Cursor)
{
    private const int MostItems = 100;
    private const int UsualItems = 20;
    private static readonly KeyPurpose Purpose = new("verification-cursor");

    /// <summary>How many items a page has; the query must have been checked.</summary>
    public int Count => Limit is null ? UsualItems : int.Parse(Limit, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is wrong with the query, or null.</summary>
    public Problem? Fault(KeyRing ring)
    {
        var errors = new FieldErrors();
        errors.Require(Status is null || Word<VerificationStatus>.Parse(Status) is not null, "status", $"Must be one of: {Word<VerificationStatus>.All}.");
        errors.Require(Type is null || Word<VerificationType>.Parse(Type) is not null, "verification_type", $"Must be one of: {Word<VerificationType>.All}.");
        errors.Require(Limit is null || (Limit.Length is > 0 and <= 3 && Limit.All(char.IsAsciiDigit) && Count is >= 1 and <= MostItems), "limit", $"Must be a number from 1 to {MostItems}.");
        errors.Require(Cursor is null || After(ring) is not null, "cursor", "Must be the next_cursor of the page before.");
        return errors.Any ? Problem.Invalid(errors) : null;
    }

    /// <summary>Adds the query's conditions.</summary>
    public IQueryable<Verification> Apply(IQueryable<Verification> all, KeyRing ring)
    {
        if (Word<VerificationStatus>.Parse(Status) is { } status)
            all = all.Where(verification => verification.Status == status);
        if (Word<VerificationType>.Parse(Type) is { } type)
            all = all.Where(verification => verification.Type == type);
        if (UserId is not null)
            all = all.Where(verification => verification.UserId == UserId);
        // Ids of version 7 rise with time: what comes in meanwhile shifts no page.
        return After(ring) is { } after ? all.Where(verification => verification.Id.CompareTo(after) < 0) : all;
    }

    /// <summary>The cursor of the page after an item.</summary>
    public static string CursorAfter(Guid last, KeyRing ring) => SignedValue.Write(ring, Purpose, last.ToByteArray());

    private Guid? After(KeyRing ring) => Cursor is not null && SignedValue.Read(ring, Purpose, Cursor) is { Length: 16 } id ? new Guid(id) : null;
}
