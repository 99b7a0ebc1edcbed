using AuthServer.Protocol.Clients;

namespace AuthServer.Pages;

/// <summary>What a client says of itself, for users to look at before they allow it anything.</summary>
/// <param name="Publisher">The host of its home page; null where it has none, or nobody here has checked that it belongs to it.</param>
/// <param name="Unchecked">Whether nobody here has looked at the client: it registered itself, or is its own document.</param>
/// <param name="Links">Its pages.</param>
public sealed record ClientFacts(string? Publisher, bool Unchecked, IReadOnlyList<ClientLink> Links)
{
    /// <summary>The facts of a client.</summary>
    public static ClientFacts Of(Client client)
    {
        ClientLink?[] links = [Link("client-home", "Home page", client.ClientUri), Link("client-policy", "Privacy policy", client.PolicyUri), Link("client-terms", "Terms", client.TosUri)];
        var known = client.Origin == ClientOrigin.Administrator;
        return new ClientFacts(known && links[0] is { } home ? new Uri(home.Address).IdnHost : null, !known, [.. links.OfType<ClientLink>()]);
    }

    // Nothing but https is linked: not a script, not a page that somebody on the way can change.
    private static ClientLink? Link(string id, string text, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? new ClientLink(id, text, uri.AbsoluteUri) : null;
}
