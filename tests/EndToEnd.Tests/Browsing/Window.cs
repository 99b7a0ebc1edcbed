using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace EndToEnd.Browsing;

/// <summary>A browser window with cookies of its own that notes what it asked for and what it complained about.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<IRequest> _requests = new();
    private readonly IBrowserContext _context;

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        context.Console += (_, message) => { if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Page?.Url}: {message.Text} ({message.Location})"); };
        context.WebError += (_, error) => _complaints.Enqueue(error.Error);
        context.Request += (_, request) => _requests.Enqueue(request);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the console, violations of the content security policy among them.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Every request, those of redirects too.</summary>
    public IReadOnlyCollection<IRequest> Requests => _requests;

    /// <summary>The heading of the page.</summary>
    public Task<string> HeadingAsync() => Page.InnerTextAsync("#title");

    public Task<IPage> NewTabAsync() => _context.NewPageAsync();

    /// <summary>Opens a page.</summary>
    public async Task<IResponse> OpenAsync(Uri address) => await Page.GotoAsync(address.AbsoluteUri) ?? throw new InvalidOperationException("No answer.");

    /// <summary>Waits until the page has one of these addresses; <c>**</c> stands for anything.</summary>
    /// <remarks>The driver looks. Playwright's own <c>WaitForURLAsync</c> looks in this process and then listens, and waits for ever for what happened between the two.</remarks>
    public Task ArriveAsync(params IEnumerable<string> addresses)
    {
        var patterns = addresses.Select(address => Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal));
        return Assertions.Expect(Page).ToHaveURLAsync(new Regex($"^({string.Join('|', patterns)})$"), new() { Timeout = Chromium.PageTimeout });
    }

    /// <summary>Fills in the password form and sends it.</summary>
    public static async Task SignInAsync(IPage page, string username = "alice", string password = "Correct-horse-7")
    {
        await page.FillAsync("#username", username);
        await page.FillAsync("#password", password);
        await page.ClickAsync("#submit");
    }

    /// <summary>Fills in the password form and sends it.</summary>
    public Task SignInAsync(string username = "alice", string password = "Correct-horse-7") => SignInAsync(Page, username, password);

    /// <summary>Fills in the PIN form and sends it.</summary>
    public async Task SignInWithPinAsync(string phone, string pin)
    {
        await Page.FillAsync("#phone_number", phone);
        await Page.FillAsync("#pin", pin);
        await Page.ClickAsync("#submit");
    }

    /// <summary>Every cookie, of whatever site.</summary>
    public Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => _context.CookiesAsync();

    public Task ForgetCookiesAsync() => _context.ClearCookiesAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
