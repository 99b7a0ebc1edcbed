using System.Diagnostics;

namespace EndToEnd.Running;

/// <summary>Waits for the thing itself, up to a limit.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static Task TrueAsync(Func<bool> condition, TimeSpan limit, Func<string> otherwise) => TrueAsync(() => Task.FromResult(condition()), limit, otherwise);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan, Func{string})"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > limit) throw new TimeoutException(otherwise());
            await Task.Delay(Pause);
        }
    }
}
