using AuthServer.Messaging.Templates;

namespace AuthServer.Tests.Messaging.Templates;

/// <summary>The templates as they are shipped, and likely values.</summary>
internal static class Sample
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["code"] = "123456",
        ["minutes"] = "10",
        ["host"] = "auth.example.com",
        ["link"] = "https://auth.example.com/ended?t=AAAAAAAAAAAAAAAAAAAAAA&x=1",
        ["time"] = "2026-05-01 12:00 UTC",
        ["masked"] = "+12*******01",
        ["device"] = "Pixel 9 Pro",
        ["address"] = "203.0.113.7",
        ["app"] = "Example Wallet",
        ["role"] = "provider",
        ["type"] = "identity",
        ["reason"] = "The photo is blurred",
    };

    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Templates");

    public static MessageTemplates Shipped { get; } = new(new MessagesOptions());

    public static MessageTemplate Template(string name) => MessageTemplate.All.Single(template => template.Name == name);

    public static Dictionary<string, string> Values(MessageTemplate template, params IEnumerable<(string Name, string Value)> others)
    {
        var values = template.Placeholders.ToDictionary(name => name, name => Known[name]);
        foreach (var (name, value) in others) values[name] = value;
        return values;
    }
}
