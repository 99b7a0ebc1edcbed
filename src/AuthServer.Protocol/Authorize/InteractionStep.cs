using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Authorize;

/// <summary>The next step of an authorization request; every request is at exactly one of these.</summary>
internal abstract record InteractionStep
{
    private InteractionStep()
    {
    }

    /// <summary>To the login page.</summary>
    public sealed record LogIn : InteractionStep;

    /// <summary>To the page on which the user makes an account.</summary>
    public sealed record Register : InteractionStep;

    /// <summary>To the consent page.</summary>
    public sealed record Consent : InteractionStep;

    /// <summary>Issue the code.</summary>
    /// <param name="Allowed">Of <see cref="AuthorizeRequest.ConsentScopes"/>, what the user allows; all of them where a client of ours need not ask.</param>
    public sealed record Done(ScopeSet Allowed) : InteractionStep;

    /// <summary>Back to the client with an error.</summary>
    public sealed record Refuse(OAuthError Error) : InteractionStep;
}
