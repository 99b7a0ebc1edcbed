using System.Security.Claims;
using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Limits;

namespace ResourceApi.Search;

/// <summary>Counts the numbers that are asked for, and tells the operator once of whoever has asked for too many.</summary>
internal sealed class PhoneSearchLimits(Writes writes, Budgets budgets, PhoneSearchBudgets limits, AuditTrail audit, ILogger<PhoneSearchLimits> log)
{
    /// <summary>Takes a search; null where it was free, else how long to wait.</summary>
    public async Task<TimeSpan?> TakeAsync(HttpContext caller, CancellationToken cancellationToken)
    {
        var (spent, isNews) = await writes.RunAsync(db => TakeAsync(db, caller, cancellationToken), cancellationToken);
        if (isNews)
            log.LogWarning("{Account} has spent a budget of phone searches: {Budget}", caller.User.FindFirstValue("sub"), spent!.Budget.Name);
        return spent?.Wait;
    }

    private async Task<(SpentBudget? Spent, bool IsNews)> TakeAsync(ApiDbContext db, HttpContext caller, CancellationToken cancellationToken)
    {
        if (await budgets.TakeAsync(db, limits.Of(caller), cancellationToken) is not { } spent)
            return (null, false);
        // Until the budget begins anew there is nothing more to tell of it.
        var told = new Budget("phone_search.told", $"{spent.Budget.Name}\n{spent.Budget.Of}", 1, spent.Wait);
        if (await budgets.TakeAsync(db, [told], cancellationToken) is not null)
            return (spent, false);
        audit.Add(db, caller, "search.phone_sweep", subject: caller.User.FindFirstValue("sub"), detail: spent.Budget.Name);
        return (spent, true);
    }
}
