using AuthServer.Protocol.Scopes;
using Microsoft.Extensions.Options;

namespace AuthServer.Protocol;

/// <summary>Stops the start on settings that would make an unsafe or broken server; the message names the key.</summary>
internal sealed class ProtocolOptionsRules : IValidateOptions<ProtocolOptions>
{
    public ValidateOptionsResult Validate(string? name, ProtocolOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ProtocolOptions o)
    {
        // RFC 8414 §2: https, no query, no fragment. Plain http is for loopback only.
        if (!Uri.TryCreate(o.Issuer, UriKind.Absolute, out var issuer) || issuer.Query.Length > 0 || issuer.Fragment.Length > 0 || o.Issuer.EndsWith('/'))
            yield return "Protocol:Issuer must be an absolute URL without a trailing slash, query or fragment.";
        else if (issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            yield return "Protocol:Issuer must be https, except on loopback.";
        else if (issuer.AbsolutePath != "/")
            yield return "Protocol:Issuer must be an origin: a path below it is not supported.";
        if (o.CodeLifetime <= TimeSpan.Zero || o.CodeLifetime > TimeSpan.FromSeconds(60)) yield return "Protocol:CodeLifetime must be over 0 and at most 60 seconds (RFC 9700 §2.1.1).";
        if (o.AccessTokenLifetime < TimeSpan.FromSeconds(10) || o.AccessTokenLifetime > TimeSpan.FromHours(24)) yield return "Protocol:AccessTokenLifetime must be 10 seconds to 24 hours.";
        if (o.IdTokenLifetime <= TimeSpan.Zero) yield return "Protocol:IdTokenLifetime must be over 0.";
        if (o.RefreshIdleLifetime <= TimeSpan.Zero || o.RefreshIdleLifetime > o.RefreshLifetime) yield return "Protocol:RefreshIdleLifetime must be over 0 and at most Protocol:RefreshLifetime.";
        if (o.RefreshGrace < TimeSpan.Zero || o.RefreshGrace > TimeSpan.FromMinutes(5)) yield return "Protocol:RefreshGrace must be 0 to 5 minutes.";
        if (o.SessionLifetime < o.RefreshLifetime) yield return "Protocol:SessionLifetime must be at least Protocol:RefreshLifetime.";
        if (o.BrowserIdleLifetime < TimeSpan.FromMinutes(10) || o.BrowserIdleLifetime > o.CookieLifetime) yield return "Protocol:BrowserIdleLifetime must be at least 10 minutes and at most Protocol:CookieLifetime.";
        if (o.KeyPublishedBeforeUse < TimeSpan.FromHours(1)) yield return "Protocol:KeyPublishedBeforeUse must be at least an hour: key sets are cached that long.";
        if (o.KeyLifetime <= o.KeyPublishedBeforeUse) yield return "Protocol:KeyLifetime must be longer than Protocol:KeyPublishedBeforeUse.";
        if (o.KeyKeptAfterUse < ProtocolOptions.AccessTokensDeadAfter || o.KeyKeptAfterUse < o.IdTokenLifetime) yield return "Protocol:KeyKeptAfterUse must be longer than any token lives.";
        if (o.RevocationsPerMinute < 0) yield return "Protocol:RevocationsPerMinute must be 0 or more.";
        foreach (var (name, uri) in o.ResourceUris)
        {
            if (!ResourceUri.IsUsable(uri)) yield return $"Protocol:ResourceUris:{name} must be an absolute https URI (http on loopback) without query and fragment (RFC 8707 §2).";
            else if (o.ResourceUris.Any(other => other.Key != name && ResourceUri.Canonical(other.Value) == ResourceUri.Canonical(uri))) yield return $"Protocol:ResourceUris:{name} is another resource's, too.";
        }
        if (o.DeviceRequestsPerAddress < 0) yield return "Protocol:DeviceRequestsPerAddress must be 0 or more.";
        if (o.UiLocales.Count == 0) yield return "Protocol:UiLocales must name at least one language.";
    }
}
