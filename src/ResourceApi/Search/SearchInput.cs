namespace ResourceApi.Search;

/// <summary>What is searched for; everything that is given has to hold.</summary>
public sealed record SearchInput
{
    /// <summary>Words; each must begin a word of skills, name or bio. Case and accents do not matter. At most 200 characters and 10 words.</summary>
    public string? Query { get; init; }

    /// <summary>Whole skills, at most 10; all of them must be there. Case and accents do not matter.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>Only people who have a place within this circle, measured from the middle of their square kilometre.</summary>
    public SearchArea? Location { get; init; }

    /// <summary>The lowest average rating, 1 to 5 with at most two decimals; leaves out who has none.</summary>
    public decimal? MinRating { get; init; }

    /// <summary>BCP 47 language tags, at most 10; one must be spoken. <c>pt</c> is also found in <c>pt-BR</c>.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>True: only who takes work now; false: only who does not.</summary>
    public bool? Available { get; init; }

    /// <summary>The order; <c>relevance</c> where left out, <c>distance</c> needs a location.</summary>
    public SearchSort? Sort { get; init; }

    /// <summary>How many, 1 to 100; 20 where left out.</summary>
    public int? Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before, with the same search.</summary>
    public string? Cursor { get; init; }

    /// <summary>Shows the factors of the ranking; for admins.</summary>
    public bool? Explain { get; init; }
}
