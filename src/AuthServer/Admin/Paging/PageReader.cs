using ServiceDefaults.Answers;

namespace AuthServer.Admin.Paging;

/// <summary>Reads <c>cursor</c> and <c>limit</c> of a list, and makes its pages.</summary>
internal sealed class PageReader(Cursors cursors)
{
    private const int Usual = 20;
    private const int Most = 100;

    /// <summary>Answers one page.</summary>
    /// <param name="question">The list and its filters.</param>
    /// <param name="cursor">The <c>next_cursor</c> of the page before; null for the first.</param>
    /// <param name="limit">How many the caller wants; null takes 20.</param>
    /// <param name="read">Reads up to so many after a position.</param>
    /// <param name="position">The position of a row.</param>
    /// <param name="answer">What is told of a row.</param>
    public async Task<IResult> AnswerAsync<TRow, TAnswer>(
        string question, string? cursor, int? limit, Func<string?, int, Task<List<TRow>>> read, Func<TRow, string> position, Func<TRow, TAnswer> answer)
    {
        var errors = new FieldErrors();
        errors.Require(limit is null or (>= 1 and <= Most), "limit", $"Must be between 1 and {Most}.");
        if (errors.Any) return Problem.Invalid(errors);
        string? after = null;
        if (cursor is not null && (after = cursors.Open(question, cursor)) is null) return Problem.BadRequest("invalid_cursor", "Use the next_cursor of the page before, with the same filters.");
        var size = limit ?? Usual;
        // One more than the page has tells whether there is another.
        var rows = await read(after, size + 1);
        var more = rows.Count > size;
        return Envelope.Ok(new Page<TAnswer>([.. rows.Take(size).Select(answer)], more ? cursors.Seal(question, position(rows[size - 1])) : null, more));
    }
}
