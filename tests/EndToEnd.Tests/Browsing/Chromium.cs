using EndToEnd.Browsing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace EndToEnd.Browsing;

/// <summary>Debian's Chromium, headless, with a new empty profile; each window has cookies and storage of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a page is waited for, in milliseconds.</summary>
    internal const int PageTimeout = 15_000;

    private const string Path = "/usr/bin/chromium";

    // Without these it calls its maker's hosts in the background.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) throw new InvalidOperationException($"{Path} is missing: ./test.sh installs it (apt-get install chromium).");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
    }

    /// <summary>Opens a window without cookies.</summary>
    /// <param name="options">How the window differs from an ordinary one.</param>
    internal async Task<Window> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(PageTimeout);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
