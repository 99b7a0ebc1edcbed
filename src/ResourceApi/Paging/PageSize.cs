using ServiceDefaults.Answers;

namespace ResourceApi.Paging;

/// <summary>How many items a page may have.</summary>
internal static class PageSize
{
    public const int Usual = 20;

    public const int Largest = 100;

    public static void Check(int limit, FieldErrors errors) =>
        errors.Require(limit is >= 1 and <= Largest, "limit", $"Must be between 1 and {Largest}.");
}
