using System.Collections.Concurrent;
using System.Security.Claims;
using ServiceDefaults.Answers;

namespace ResourceApi.Limits;

/// <summary>Refuses uploads before they are read: as many of a user are under way, and are read in an hour, as <see cref="UploadOptions"/> says.</summary>
internal sealed class UploadLimit(Budgets budgets, UploadOptions options)
{
    private readonly ConcurrentDictionary<string, int> _underWay = new(StringComparer.Ordinal);

    /// <summary>Goes on where the limits allow it.</summary>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var user = context.HttpContext.User.FindFirstValue("sub")!;
        if (_underWay.AddOrUpdate(user, 1, (_, count) => count + 1) is var mine && mine > options.AtOnce)
        {
            Leave(user);
            return Problem.TooManyRequests(TimeSpan.FromSeconds(1), detail: "Wait until the other uploads are done.");
        }
        try
        {
            var wait = await budgets.TakeAsync([new Budget("uploads", user, options.PerHour, TimeSpan.FromHours(1))], context.HttpContext.RequestAborted);
            return wait is { } spent ? Problem.TooManyRequests(spent, detail: "Too many uploads this hour: wait before trying again.") : await next(context);
        }
        finally
        {
            Leave(user);
        }
    }

    // The entry goes with the last: the dictionary is as large as there are uploads.
    private void Leave(string user)
    {
        for (var done = false; !done;)
        {
            var count = _underWay[user];
            done = count == 1 ? _underWay.TryRemove(new(user, 1)) : _underWay.TryUpdate(user, count - 1, count);
        }
    }
}
