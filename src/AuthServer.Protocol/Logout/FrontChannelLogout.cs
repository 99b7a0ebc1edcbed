namespace AuthServer.Protocol.Logout;

/// <summary>What the host's page does after a logout that concerns clients in the browser (OIDC Front-Channel Logout 1.0 §3).</summary>
/// <param name="Frames">What it loads, hidden: the clients' <c>frontchannel_logout_uri</c>, with <c>iss</c> and <c>sid</c> where they want them.</param>
/// <param name="Next">Where it goes then.</param>
public sealed record FrontChannelLogout(IReadOnlyList<string> Frames, string Next)
{
    /// <summary>The origins that the frames come from (CSP <c>frame-src</c>).</summary>
    public IEnumerable<string> FrameSources => Frames.Select(frame => new Uri(frame).GetLeftPart(UriPartial.Authority)).Distinct();
}
