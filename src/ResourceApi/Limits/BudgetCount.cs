namespace ResourceApi.Limits;

/// <summary>How much of a <see cref="Budget"/> is spent.</summary>
public sealed class BudgetCount
{
    /// <summary>A MAC over name and owner: whoever has the table learns neither.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}
