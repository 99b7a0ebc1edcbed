namespace ResourceApi.Limits;

/// <summary>A budget of which nothing is left.</summary>
/// <param name="Budget">Which.</param>
/// <param name="Wait">How long until it begins anew.</param>
internal sealed record SpentBudget(Budget Budget, TimeSpan Wait);
