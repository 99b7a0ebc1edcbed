using AuthServer.Validation.Tokens;
using Sealing;

namespace ResourceApi.Verifications.Documents;

/// <summary>Makes and reads links to documents.</summary>
/// <remarks>
/// A browser that opens a picture sends no access token, so the link carries the permission: it names one document, one viewer and one sign-in under a MAC,
/// lives for a minute, and dies with the sign-in. What could be passed on in that minute is recorded as a view of whom it was made for.
/// </remarks>
internal sealed class DocumentLinks(KeyRing ring, VerificationOptions options, IEnumerable<IEndedTokens> ended, TimeProvider clock)
{
    public LinkAnswer Make(Document document, Viewer viewer)
    {
        var expires = clock.GetUtcNow().AddSeconds(options.LinkSeconds);
        var token = new DocumentLink(document.Id, viewer.Subject, viewer.Session, expires).Token(ring);
        return new($"{DocumentEndpoints.Path}/{token}", expires.UtcDateTime);
    }

    /// <summary>What a link says; null where it was changed, has expired, or its sign-in has ended.</summary>
    public DocumentLink? Read(string token) =>
        DocumentLink.Read(ring, token, clock.GetUtcNow()) is { } link && !IsEnded(link) ? link : null;

    // A change of roles does not reach into the minute of a link; the end of the sign-in and of the account do.
    private bool IsEnded(DocumentLink link)
    {
        var viewer = new TokenIdentity(link.Viewer, TokenId: "", link.Session, AuthorizationVersion: long.MaxValue - 1);
        return ended.Any(list => list.Contains(viewer));
    }
}
