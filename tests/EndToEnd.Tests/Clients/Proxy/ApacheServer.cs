using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Clients.Proxy;

/// <summary>Debian's Apache with mod_auth_openidc in front of an app that knows nothing of OpenID Connect: it shows the headers that it was sent.</summary>
internal sealed class ApacheServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/apache2";
    private const string Modules = "/usr/lib/apache2/modules";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Scratch _folder = new();
    private readonly WebApplication _app;
    private readonly int _appPort = Ports.Free();
    private RunningProgram? _apache;

    private ApacheServer(int port)
    {
        Address = new Uri($"http://localhost:{port}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_appPort}");
        _app = builder.Build();
        _app.MapGet("{**path}", (HttpRequest request) => Shown(request));
    }

    public Uri Address { get; }

    /// <summary>What Apache has logged.</summary>
    public string Log => _apache is null ? "" : _apache.Output + _apache.Errors;

    /// <summary>Where the module on a port has its answers sent; the path belongs to the module alone.</summary>
    public static string RedirectUri(int port) => $"http://localhost:{port}/oidc";

    /// <summary>Where the module on a port learns that a session ended at the server.</summary>
    public static string BackChannelLogoutUri(int port) => RedirectUri(port) + "?logout=backchannel";

    /// <summary>A page on a port that needs nobody.</summary>
    public static string OpenPage(int port) => $"http://localhost:{port}/open";

    /// <param name="issuer">The server.</param>
    /// <param name="clientId">Its client; the secret is <see cref="ClientRows.Secret"/>.</param>
    /// <param name="port">Its port.</param>
    /// <param name="responseMode"><c>query</c> or <c>form_post</c>.</param>
    public static async Task<ApacheServer> StartAsync(Uri issuer, string clientId, int port, string responseMode)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException($"{Program} is missing: ./test.sh installs it (apt-get install apache2-bin libapache2-mod-auth-openidc).");
        var server = new ApacheServer(port);
        try
        {
            await server._app.StartAsync();
            var configuration = server._folder.File("httpd.conf");
            await File.WriteAllTextAsync(configuration, server.Configuration(issuer.GetLeftPart(UriPartial.Authority), clientId, port, responseMode));
            server._apache = RunningProgram.Start(server._folder.Folder, [], Program, "-DFOREGROUND", "-f", configuration);
            await Eventually.TrueAsync(server.IsReadyAsync, Limit, () => "Apache is not ready.\n" + server.Log);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_apache is not null) await _apache.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_apache!.HasExited) throw new InvalidOperationException("Apache ended.\n" + Log);
        try
        {
            using var http = new PlatformClient(Address);
            return (await http.GetAsync("/open")).Status == System.Net.HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IResult Shown(HttpRequest request)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in request.Headers) headers[name.ToLower(CultureInfo.InvariantCulture)] = value.ToString();
        return Results.Content($"<!doctype html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>App</title><pre>{System.Net.WebUtility.HtmlEncode(headers.ToJsonString())}</pre>", "text/html");
    }

    // As the module's documentation has it; the user and the group count only where root starts it.
    private string Configuration(string issuer, string clientId, int port, string responseMode) =>
        $"""
        ServerRoot "{_folder.Folder}"
        DefaultRuntimeDir "{_folder.Folder}"
        PidFile "{_folder.File("httpd.pid")}"
        ErrorLog /dev/stderr
        LogLevel warn auth_openidc:info
        ServerName localhost:{port}
        Listen 127.0.0.1:{port}
        User www-data
        Group www-data
        LoadModule mpm_event_module {Modules}/mod_mpm_event.so
        LoadModule authn_core_module {Modules}/mod_authn_core.so
        LoadModule authz_core_module {Modules}/mod_authz_core.so
        LoadModule authz_user_module {Modules}/mod_authz_user.so
        LoadModule proxy_module {Modules}/mod_proxy.so
        LoadModule proxy_http_module {Modules}/mod_proxy_http.so
        LoadModule auth_openidc_module {Modules}/mod_auth_openidc.so
        StartServers 1
        ServerLimit 1
        ThreadsPerChild 16
        MaxRequestWorkers 16
        MinSpareThreads 2
        MaxSpareThreads 16

        OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
        OIDCClientID {clientId}
        OIDCClientSecret {ClientRows.Secret}
        OIDCRedirectURI {RedirectUri(port)}
        OIDCCryptoPassphrase a-passphrase-of-this-test-alone
        OIDCScope "openid profile email offline_access"
        OIDCPKCEMethod S256
        OIDCResponseMode {responseMode}
        OIDCRemoteUserClaim preferred_username
        OIDCAuthNHeader X-Remote-User
        OIDCInfoHook access_token id_token userinfo
        OIDCPassIDTokenAs claims
        OIDCRedirectURLsAllowed ^http://localhost:{port}/

        ProxyPreserveHost On
        ProxyPass /oidc !
        ProxyPass / http://127.0.0.1:{_appPort}/
        <Location /members>
          AuthType openid-connect
          Require valid-user
        </Location>
        <Location /oidc>
          AuthType openid-connect
          Require valid-user
        </Location>
        """;
}
