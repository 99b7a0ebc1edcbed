using AuthServer.Protocol.Authorize;
using AuthServer.Protocol.Authorize.Modes;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Clients.Authentication;
using AuthServer.Protocol.Consents;
using AuthServer.Protocol.Device;
using AuthServer.Protocol.Discovery;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Logout;
using AuthServer.Protocol.Outside;
using AuthServer.Protocol.Registration;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Sessions;
using AuthServer.Protocol.Storage;
using AuthServer.Protocol.Subjects;
using AuthServer.Protocol.Tokens;
using AuthServer.Protocol.UserInfo;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sealing;

namespace AuthServer.Protocol;

/// <summary>Every registration of the engine. The host adds its <see cref="ISubjects"/>, its <see cref="ProtocolOptions"/>, and any grant types of its own as <see cref="IGrant"/>.</summary>
public static class ProtocolServices
{
    /// <summary>Adds the engine on SQLite.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">The database, shared with the host.</param>
    /// <param name="createKeyRing">Make the key ring's file where it is missing; for Development.</param>
    public static IServiceCollection AddProtocol(this IServiceCollection services, string connectionString, bool createKeyRing)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ProtocolOptions>, ProtocolOptionsRules>();
        services.AddLateContexts<ProtocolDbContext>(o => o.UseProtocolSqlite(connectionString));
        services.AddSingleton<WriteTurn>();
        services.AddSingleton(_ => new SqliteReaders(connectionString));
        services.AddSingleton(s => new SqliteWriter(connectionString, s.GetRequiredService<WriteTurn>()));
        services.AddSingleton<ITokenStore>(s => new SqliteTokenStore(s.GetRequiredService<SqliteWriter>(), s.GetRequiredService<SqliteReaders>(), ProtocolOptions.AccessTokensDeadAfter));
        services.AddSingleton(s => KeyRing.Load(Options(s).KeyRingFile, "Protocol:KeyRingFile", createKeyRing));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<ClientCatalogue>();
        services.AddSingleton<ScopeCatalogue>();
        services.AddSingleton<ConsentStore>();

        services.AddSingleton<IGrant, AuthorizationCodeGrant>();
        services.AddSingleton<IGrant, RefreshTokenGrant>();
        services.AddSingleton<IGrant, ClientCredentialsGrant>();
        services.AddSingleton<IGrant, DeviceCodeGrant>();

        services.AddSingleton<JwtReader>();
        services.AddSingleton<SubjectIdentifiers>();
        services.AddSingleton<TokenWriter>();
        services.AddSingleton<SessionStart>();
        services.AddSingleton<TokenWrites>();
        services.AddSingleton<ClaimRelease>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton(s => new AccessTokens(s.GetRequiredService<JwtReader>(), s.GetRequiredService<KeyRing>(), s.GetRequiredService<ITokenStore>(), s.GetRequiredService<ClientCatalogue>(), s.GetRequiredService<ISubjects>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IClientAuthentication, SecretInHeader>();
        services.AddSingleton<IClientAuthentication, SecretInBody>();
        services.AddSingleton<IClientAuthentication, PrivateKeyJwt>();
        services.AddSingleton<IClientAuthentication, NoAuthentication>();
        services.AddSingleton<ClientKeys>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<Introspection>();
        services.AddSingleton<IntrospectionEndpoint>();
        services.AddSingleton<RevocationLimit>();
        services.AddSingleton<RevocationEndpoint>();
        services.AddSingleton<UserInfoClaims>();
        services.AddSingleton<UserInfoEndpoint>();

        services.AddSingleton(s => new RegistrationRules(s.GetRequiredService<ScopeCatalogue>(), s.GetServices<IGrant>(), s.GetServices<IClientAuthentication>()));

        services.AddSingleton<IValidateOptions<RegistrationOptions>, RegistrationOptionsRules>();
        services.AddSingleton<SectorIdentifier>();
        services.AddSingleton<RegistrationPolicy>();
        services.AddHttpContextAccessor();
        services.AddSingleton<DocumentLimit>();
        services.AddSingleton(s => new ClientDocuments(new Lazy<RegistrationPolicy>(s.GetRequiredService<RegistrationPolicy>), s.GetRequiredService<IClientSites>(), s.GetRequiredService<IOptions<RegistrationOptions>>(), s.GetRequiredService<DocumentLimit>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ClientDocuments>>()));
        services.AddSingleton<UnusedClients>();
        services.AddSingleton<RegistrationLimit>();
        services.AddSingleton<RegistrationGate>();
        services.AddSingleton<RegisteredClients>();
        services.AddSingleton<RegistrationAnswer>();
        services.AddSingleton<RegistrationEndpoint>();
        services.AddSingleton<ClientConfigurationEndpoint>();

        services.AddSingleton<DiscoveryDocument>();
        services.AddSingleton<DiscoveryEndpoints>();

        services.AddSingleton<AppSignIn>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<IResponseMode, QueryMode>();
        services.AddSingleton<IResponseMode, FormPostMode>();
        services.AddSingleton<RequestObjects>();
        services.AddSingleton<AuthorizeRequests>();
        services.AddSingleton<BrowserBinding>();
        services.AddSingleton(s => new ParkedRequests(s.GetRequiredService<IDataProtectionProvider>(), s.GetRequiredService<AuthorizeRequests>(), s.GetRequiredService<BrowserBinding>(), s.GetRequiredService<IOptions<ProtocolOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeviceRequests>();
        services.AddSingleton<DeviceAuthorizationEndpoint>();
        services.AddSingleton(s => new ParkedDevices(s.GetRequiredService<IDataProtectionProvider>(), s.GetRequiredService<DeviceRequests>(), s.GetRequiredService<ClientCatalogue>(), s.GetRequiredService<BrowserBinding>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CodeIssuer>();
        services.AddSingleton<AuthorizeResponse>();
        services.AddSingleton<AuthorizeEndpoint>();
        services.AddSingleton<ParkedLogouts>();
        services.AddSingleton<FrontChannelLogouts>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<LogoutPost>();
        services.AddHostedService<LogoutSender>();
        services.AddSingleton<EndSessionEndpoint>();

        services.AddProtection();
        services.AddAuthentication().AddCookie(BrowserSessions.Scheme);
        services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(BrowserSessions.Scheme)
            .Configure<IOptions<ProtocolOptions>>((cookie, protocol) => cookie.Cookie = HostCookie.Of(protocol.Value.Issuer, "session"));
        services.AddCors(cors => cors.AddPolicy(ProtocolEndpoints.CorsPolicy, policy => policy.AllowAnyOrigin().AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Post)));
        return services;
    }

    private static ProtocolOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ProtocolOptions>>().Value;
}
