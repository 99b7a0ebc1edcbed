using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Clients;

/// <summary>Development's inbox, in which messages arrive a little later.</summary>
internal static class Inbox
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The newest link to a page that was sent to somebody.</summary>
    public static Task<string> LinkAsync(Uri auth, string to, string path) =>
        ReadAsync(auth, to, message => ((string)message["body"]!).Split('\n', ' ').FirstOrDefault(word => word.Contains(path, StringComparison.Ordinal)));

    /// <summary>Something out of the newest message to somebody that has it.</summary>
    public static async Task<string> ReadAsync(Uri auth, string to, Func<JsonNode, string?> read)
    {
        using var client = new PlatformClient(auth);
        string? found = null;
        await Eventually.TrueAsync(
            async () => (found = ((JsonArray)(await client.GetAsync("/dev/inbox?format=json")).Json!).Where(m => (string?)m!["to"] == to).Select(m => read(m!)).FirstOrDefault(text => text is not null)) is not null,
            Limit,
            () => $"No message came to {to}.");
        return found!.Trim();
    }
}
