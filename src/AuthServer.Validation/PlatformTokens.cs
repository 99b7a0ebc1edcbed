using AuthServer.Validation.Bearer;
using AuthServer.Validation.Keys;
using AuthServer.Validation.Requirements;
using AuthServer.Validation.SecurityEvents;
using AuthServer.Validation.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuthServer.Validation;

/// <summary>Registers the validation of the platform's access tokens and security event tokens.</summary>
public static class PlatformTokens
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "Bearer";

    internal const string HttpClientName = "AuthServer.Validation";

    /// <summary>
    /// Adds the scheme <see cref="Scheme"/>: RFC 6750 bearer tokens in the form of RFC 9068.
    /// The host may register <see cref="ITokenKeys"/> before (keys that need no fetching) and any number of <see cref="IEndedTokens"/>.
    /// </summary>
    public static AuthenticationBuilder AddPlatformTokens(this AuthenticationBuilder authentication, Action<PlatformTokenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        var services = authentication.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(HttpClientName)
            .ConfigureHttpClient(client => client.MaxResponseContentBufferSize = 256 * 1024)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) });
        services.TryAddSingleton<ITokenKeys, IssuerKeys>();
        services.TryAddSingleton<AccessTokenValidator>();
        services.TryAddSingleton<SecurityEventValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, TokenRequirementHandler>());
        services.AddOptions<PlatformTokenOptions>(Scheme).ValidateOnStart();
        return authentication.AddScheme<PlatformTokenOptions, PlatformTokenHandler>(Scheme, configure);
    }
}
