using AuthServer.Protocol.Clients;

namespace AuthServer.Pages;

/// <summary>What a client says of itself, for users to look at before they allow it anything.</summary>
/// <param name="Publisher">The host of its home page; null where it has none.</param>
/// <param name="Links">Its pages.</param>
public sealed record ClientFacts(string? Publisher, IReadOnlyList<ClientLink> Links)
{
    /// <summary>The facts of a client.</summary>
    public static ClientFacts Of(Client client)
    {
        ClientLink?[] links = [Link("client-home", "Home page", client.ClientUri), Link("client-policy", "Privacy policy", client.PolicyUri), Link("client-terms", "Terms", client.TosUri)];
        return new ClientFacts(links[0] is { } home ? new Uri(home.Address).IdnHost : null, [.. links.OfType<ClientLink>()]);
    }

    // Nothing but https is linked: not a script, not a page that somebody on the way can change.
    private static ClientLink? Link(string id, string text, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? new ClientLink(id, text, uri.AbsoluteUri) : null;
}
