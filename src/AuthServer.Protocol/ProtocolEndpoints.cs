using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Discovery;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Requests;
using AuthServer.Protocol.Tokens;
using AuthServer.Protocol.UserInfo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol;

/// <summary>Every route of the engine.</summary>
public static class ProtocolEndpoints
{
    internal const string CorsPolicy = "protocol";

    private static readonly string[] Get = [HttpMethods.Get];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Put = [HttpMethods.Put];
    private static readonly string[] Delete = [HttpMethods.Delete];
    private static readonly string[] GetOrPost = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>Maps them. The host has to use CORS, status code pages for 400 without a body, and its login, consent and logout pages.</summary>
    public static void MapProtocol(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var authorize = services.GetRequiredService<AuthorizeEndpoint>();
        var endSession = services.GetRequiredService<EndSessionEndpoint>();
        var discovery = services.GetRequiredService<DiscoveryEndpoints>();

        // Browsers come here; what fails is shown on a page.
        app.MapMethods(Routes.Authorize, GetOrPost, authorize.HandleAsync);
        app.MapMethods(Routes.AuthorizeResume, Get, authorize.ResumeAsync);
        app.MapMethods(Routes.EndSession, GetOrPost, endSession.HandleAsync);
        app.MapMethods(Routes.EndSessionResume, Get, endSession.ResumeAsync);

        // Programs come here, from any origin: no cookie is looked at (Fetch: a response for * is never given one).
        Api(app, Routes.Token, Post, services.GetRequiredService<TokenEndpoint>().HandleAsync);
        Api(app, Routes.Introspection, Post, services.GetRequiredService<IntrospectionEndpoint>().HandleAsync);
        Api(app, Routes.Revocation, Post, services.GetRequiredService<RevocationEndpoint>().HandleAsync);
        Api(app, Routes.DeviceAuthorization, Post, services.GetRequiredService<DeviceAuthorizationEndpoint>().HandleAsync);
        Api(app, Routes.UserInfo, GetOrPost, services.GetRequiredService<UserInfoEndpoint>().HandleAsync);
        var configuration = services.GetRequiredService<ClientConfigurationEndpoint>();
        Api(app, Routes.Registration, Post, services.GetRequiredService<RegistrationEndpoint>().HandleAsync);
        Api(app, Routes.ClientConfiguration, Get, configuration.ReadAsync);
        Api(app, Routes.ClientConfiguration, Put, configuration.ReplaceAsync);
        Api(app, Routes.ClientConfiguration, Delete, configuration.DeleteAsync);
        Api(app, Routes.OpenIdConfiguration, Get, discovery.MetadataAsync);
        Api(app, Routes.OAuthServerMetadata, Get, discovery.MetadataAsync);
        Api(app, Routes.Jwks, Get, discovery.KeysAsync);
    }

    private static void Api(IEndpointRouteBuilder app, string path, string[] methods, RequestDelegate handler) =>
        app.MapMethods(path, methods, http => Faults.GuardAsync(http, handler)).RequireCors(CorsPolicy);
}
