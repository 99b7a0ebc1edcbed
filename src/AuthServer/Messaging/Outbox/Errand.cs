using AuthServer.Audit;

namespace AuthServer.Messaging.Outbox;

/// <summary>What somebody asked for whose outcome the answer must not tell: the answer is given before anybody is looked up.</summary>
/// <param name="To">The E.164 number or normalised address.</param>
/// <param name="User">Who asked, where they are signed in.</param>
/// <param name="ClientId">As in <see cref="Origin"/>; so are the others.</param>
/// <param name="SessionId">The caller's <c>sid</c>.</param>
/// <param name="UserAgent">The caller's User-Agent.</param>
/// <param name="Locale">The caller's language.</param>
internal sealed record Errand(string To, Guid? User, string? ClientId, string? SessionId, string? UserAgent, string? Locale)
{
    /// <summary>Long enough for a server that restarts; later nobody waits for a message any more.</summary>
    public static TimeSpan WorthDoing { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Where it came from, without the address, which was charged when it asked.</summary>
    public Origin ChargedOrigin() => new(ClientId, SessionId, null, UserAgent, Locale);

    public static Errand Of(string to, Guid? user, Origin origin) =>
        new(to, user, origin.ClientId, origin.SessionId, origin.UserAgent, origin.Locale);
}
