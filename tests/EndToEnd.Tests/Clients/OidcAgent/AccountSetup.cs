using System.Text.RegularExpressions;
using EndToEnd.Running;

namespace EndToEnd.Clients.OidcAgent;

/// <summary>oidc-gen while it waits for somebody with a browser.</summary>
internal sealed partial class AccountSetup(RunningProgram program) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private string Written => program.Output + "\n" + program.Errors;

    /// <summary>The first address that it prints: of the authorization endpoint, or of the page that asks for a device's code.</summary>
    public async Task<Uri> AddressAsync()
    {
        // A line is whole once something follows it.
        await Eventually.TrueAsync(() => Address().IsMatch(Written) || program.HasExited, Limit, () => "oidc-gen printed no address.\n" + Written);
        var address = Address().Match(Written);
        return address.Success ? new Uri(address.Value.Trim()) : throw new InvalidOperationException("oidc-gen ended.\n" + Written);
    }

    /// <summary>The code that a person has to enter at that address; it is printed below it.</summary>
    public async Task<string> CodeAsync()
    {
        await Eventually.TrueAsync(() => Code().IsMatch(Written) || program.HasExited, Limit, () => "oidc-gen printed no code.\n" + Written);
        var code = Code().Match(Written);
        return code.Success ? code.Groups["code"].Value : throw new InvalidOperationException("oidc-gen ended.\n" + Written);
    }

    /// <summary>Waits until the account is there.</summary>
    public async Task DoneAsync()
    {
        var code = await program.ExitAsync(Limit);
        Assert.True(code == 0, $"oidc-gen ended with {code}.\n{Written}");
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [GeneratedRegex(@"https?://\S+\s")]
    private static partial Regex Address();

    [GeneratedRegex(@"enter the code: (?<code>[A-Z]{4}-[A-Z]{4})\s")]
    private static partial Regex Code();
}
