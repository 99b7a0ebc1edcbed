using System.Security.Claims;
using ResourceApi.Limits;
using ServiceDefaults.Limits;

namespace ResourceApi.Search;

/// <summary>What one phone search is counted on: account, session and network address.</summary>
internal sealed class PhoneSearchBudgets(PhoneSearchOptions options, RateLimitOptions limits)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public IReadOnlyList<Budget> Of(HttpContext caller)
    {
        var (account, session, address) = (caller.User.FindFirstValue("sub")!, caller.User.FindFirstValue("sid")!, AddressPartition.Of(caller));
        List<Budget> budgets =
        [
            new("phone_search.account_hour", account, options.PerAccountPerHour, Hour),
            new("phone_search.account_day", account, options.PerAccountPerDay, Day),
            new("phone_search.session_hour", session, options.PerSessionPerHour, Hour),
        ];
        if (limits.Enabled)
        {
            budgets.Add(new("phone_search.address_hour", address, options.PerAddressPerHour, Hour));
            budgets.Add(new("phone_search.address_day", address, options.PerAddressPerDay, Day));
        }
        return budgets;
    }
}
