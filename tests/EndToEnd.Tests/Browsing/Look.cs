using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using EndToEnd.Running;
using Microsoft.Playwright;

namespace EndToEnd.Browsing;

/// <summary>The ways in which people see a page: light and dark, on a small phone and on a desktop.</summary>
internal sealed record Look(ColorScheme Scheme, int Width)
{
    public static readonly IReadOnlyList<Look> All = [new(ColorScheme.Light, 1280), new(ColorScheme.Light, 320), new(ColorScheme.Dark, 1280), new(ColorScheme.Dark, 320)];

    // Without the wcag22aa tag axe leaves target-size out.
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Looks at the page in every way, keeps a picture of each, and says what is wrong.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The name of the pictures.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name)
    {
        var faults = new List<string>();
        foreach (var look in All) faults.AddRange(await look.FaultsOfAsync(page, name));
        return faults;
    }

    private async Task<IEnumerable<string>> FaultsOfAsync(IPage page, string name)
    {
        var view = $"{name}-{(Scheme == ColorScheme.Dark ? "dark" : "light")}-{Width}";
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme });
        await page.SetViewportSizeAsync(Width, Width < 500 ? 640 : 800);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts("screenshots"), view + ".png"), FullPage = true });
        var result = await page.RunAxe(Rules);
        var faults = result.Violations.Select(v => $"{view}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ToList();
        // WCAG 1.4.10: no scrolling in two directions.
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth")) faults.Add($"{view}: wider than the screen");
        return faults;
    }
}
