using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Sessions;

namespace AuthServer.Protocol.Authorize;

/// <summary>What has to happen before a code is issued (OIDC Core §3.1.2.3, §3.1.2.4). A pure function of the request and of what is stored.</summary>
internal static class Interaction
{
    /// <summary>The next step.</summary>
    /// <param name="request">A request that keeps all rules.</param>
    /// <param name="session">The browser's live session, if any.</param>
    /// <param name="knownAs">By which identifier the client knows the session's user.</param>
    /// <param name="consent">What the session's user allowed the client, if anything.</param>
    /// <param name="now">The time.</param>
    public static InteractionStep Next(AuthorizeRequest request, Session? session, string? knownAs, Consent? consent, DateTimeOffset now)
    {
        if (session is null || MustSignIn(request, session, knownAs, now)) return SignIn(request, session);
        // The user has signed in for this request, and has reached less than it must be: asking again would not end.
        if (request.Acr.Essential && !request.Acr.IsMetBy(session.Acr)) return new InteractionStep.Refuse(OAuthError.UnmetAuthenticationRequirements());
        // A yes to another request of the client, in another tab, is no answer to this one.
        var consented = consent is not null && consent.GrantedAt >= request.StartedAt && consent.Asked.SetEquals(request.ConsentScopes);
        if (!consented && MustConsent(request, session, consent))
            return request.Has(Prompts.None) ? new InteractionStep.Refuse(OAuthError.ConsentRequired()) : new InteractionStep.Consent();
        // Who was asked decides, also where a client of ours need not have asked.
        var allowed = consented || NeedsConsent(request) ? request.ConsentScopes.Intersect(consent!.Scopes) : request.ConsentScopes;
        // A code for nothing could not be redeemed: who leaves nothing of what was asked for has said no.
        return request.Scopes!.Intersect(allowed).Count == 0 ? new InteractionStep.Refuse(OAuthError.AccessDenied()) : new InteractionStep.Done(allowed);
    }

    private static InteractionStep SignIn(AuthorizeRequest request, Session? session)
    {
        // The user has signed in for this request, as somebody else than the hint names: asking again would not end.
        var wrongUser = session is not null && session.AuthTime >= request.StartedAt;
        if (request.Has(Prompts.None) || wrongUser) return new InteractionStep.Refuse(OAuthError.LoginRequired());
        return request.Has(Prompts.Create) ? new InteractionStep.Register() : new InteractionStep.LogIn();
    }

    private static bool MustSignIn(AuthorizeRequest request, Session session, string? knownAs, DateTimeOffset now)
    {
        if (request.HintedSubject is { } hinted && hinted != knownAs) return true;
        // OIDC Core §5.5.1: another user's sub is no answer to a request for this one.
        if (request.Claims!.Subjects is { } wanted && !wanted.Contains(knownAs!)) return true;
        // The time of the request decides, not a mark in a URL that the user could edit.
        if (session.AuthTime >= request.StartedAt) return false;
        if (StepsUp(request, session)) return true;
        return request.Has(Prompts.Login) || request.Has(Prompts.SelectAccount) || request.Has(Prompts.Create) || (request.MaxAge is { } age && now - session.AuthTime > age) || request.MaxAge == TimeSpan.Zero;
    }

    // RFC 9470 §5: a session below what is asked for signs in again. OIDC Core §5.5.1: what is voluntary fails no request, so where nobody may be
    // asked the answer tells the lower acr; an error would leave users who cannot reach more without any silent answer.
    private static bool StepsUp(AuthorizeRequest request, Session session) =>
        !request.Acr.IsMetBy(session.Acr) && (request.Acr.Essential || !request.Has(Prompts.None));

    private static bool MustConsent(AuthorizeRequest request, Session session, Consent? consent)
    {
        if (request.Has(Prompts.Consent)) return true;
        if (NeedsConsent(request) && (consent is null || !request.ConsentScopes.IsSubsetOf(consent.Scopes))) return true;
        // RFC 8252 §8.6: another app may listen on the native client's URI; the user must have done something for this request.
        return request.Client.Native && session.AuthTime < request.StartedAt;
    }

    private static bool NeedsConsent(AuthorizeRequest request) => request.Client.AsksConsent || request.Has(Prompts.Consent);
}
