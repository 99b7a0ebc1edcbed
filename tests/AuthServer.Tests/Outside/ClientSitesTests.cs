using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthServer.Protocol.Outside;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuthServer.Tests.Outside;

/// <summary>The way out to addresses that clients registered: what is private is reached where the configuration exempts it by name, and never otherwise.</summary>
public sealed class ClientSitesTests
{
    private const string Exempt = "Outbound:AllowedPrivateHosts:0";
    private const string AlsoExempt = "Outbound:AllowedPrivateHosts:1";
    private static readonly KeyValuePair<string, string> Form = new("logout_token", "x");

    private static AuthServerHost Closed() => AuthServerHost.With(new(Exempt, "elsewhere.example"), new(AlsoExempt, "another.example"));

    private static IClientSites SitesOf(AuthServerHost host) => host.Services.GetRequiredService<IClientSites>();

    private static Task<byte[]?> ReadAsync(AuthServerHost host, Uri address, int most = 1000) => SitesOf(host).ReadAsync(address, most, CancellationToken.None);

    private static Task SayAsync(HttpContext http) => http.Response.WriteAsync("said");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("localhost.")]
    public async Task Private_host_is_never_connected_to(string name)
    {
        await using var host = Closed();
        await using var site = await Site.StartAsync(SayAsync);
        Assert.Null(await ReadAsync(host, site.At(name)));
        Assert.Null(await SitesOf(host).PostAsync(site.At(name), [Form], CancellationToken.None));
        Assert.Equal(0, site.Connections);
    }

    [Fact]
    public async Task Host_that_is_exempted_by_name_is_reached_by_that_name_only()
    {
        await using var host = AuthServerHost.With(new(Exempt, "localhost"), new(AlsoExempt, "another.example"));
        await using var site = await Site.StartAsync(SayAsync);
        Assert.Equal("said"u8.ToArray(), await ReadAsync(host, site.At("LOCALHOST")));
        Assert.Equal(200, await SitesOf(host).PostAsync(site.At("localhost"), [Form], CancellationToken.None));
        var seen = site.Connections;
        Assert.Null(await ReadAsync(host, site.At("127.0.0.1")));
        Assert.Equal(seen, site.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Host_that_is_exempted_with_a_port_is_reached_on_that_port_only(string name)
    {
        await using var site = await Site.StartAsync(SayAsync);
        await using var other = await Site.StartAsync(SayAsync);
        await using var host = AuthServerHost.With(new(Exempt, $"{name}:{site.At(name).Port}"), new(AlsoExempt, "[fd00::1]:8443"));
        Assert.True(SitesOf(host).MayReach(site.At(name)));
        Assert.NotNull(await ReadAsync(host, site.At(name)));
        Assert.False(SitesOf(host).MayReach(other.At(name)));
        Assert.Null(await ReadAsync(host, other.At(name)));
        Assert.Equal(0, other.Connections);
        Assert.True(SitesOf(host).MayReach(new("https://[fd00::1]:8443/")));
        Assert.False(SitesOf(host).MayReach(new("https://[fd00::1]/")));
    }

    [Theory]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:")]
    [InlineData("localhost:http")]
    [InlineData("localhost:+80")]
    [InlineData(":80")]
    [InlineData("https://localhost")]
    public void Exempt_host_with_a_port_that_is_none_stops_the_start(string entry) => Assert.Contains(
        $"Outbound:AllowedPrivateHosts: '{entry}'", Assert.Throws<OptionsValidationException>(() => AuthServerHost.With(new KeyValuePair<string, string>(Exempt, entry))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://AUTH.example.com/x")]
    [InlineData("https://auth.example.com./x")]
    [InlineData("https://auth.example.com:8443/x")]
    public async Task Issuers_own_host_may_not_be_named_by_clients_unless_it_is_exempt(string address)
    {
        var issuer = new KeyValuePair<string, string>("Protocol:Issuer", "https://auth.example.com");
        await using var host = AuthServerHost.With(issuer, new(Exempt, "elsewhere.example"), new(AlsoExempt, "another.example"));
        Assert.False(SitesOf(host).MayReach(new(address)));
        Assert.True(SitesOf(host).MayReach(new("https://app.example.com/x")));
        await using var exempting = AuthServerHost.With(issuer, new(Exempt, "auth.example.com"));
        Assert.True(SitesOf(exempting).MayReach(new(address)));
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var host = new AuthServerHost();
        await using var inner = await Site.StartAsync(SayAsync);
        await using var outer = await Site.StartAsync(http =>
        {
            http.Response.Redirect(inner.At("127.0.0.1").ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        Assert.Null(await ReadAsync(host, outer.At("127.0.0.1")));
        Assert.Equal(307, await SitesOf(host).PostAsync(outer.At("127.0.0.1"), [Form], CancellationToken.None));
        Assert.Equal(0, inner.Connections);
    }

    [Fact]
    public async Task Document_longer_than_allowed_is_none()
    {
        await using var host = new AuthServerHost();
        await using var site = await Site.StartAsync(http => http.Response.WriteAsync(new string('x', 1001)));
        Assert.Null(await ReadAsync(host, site.At("127.0.0.1")));
        Assert.NotNull(await ReadAsync(host, site.At("127.0.0.1"), most: 1001));
    }

    [Fact]
    public async Task Certificate_of_an_authority_of_ones_own_is_believed_where_its_file_is_configured()
    {
        using var authority = Authority();
        using var certificate = Certificate(authority);
        await using var site = await Site.StartAsync(SayAsync, certificate);
        var file = Path.Combine(Directory.CreateTempSubdirectory("authority-").FullName, "authority.pem");
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
        await using (var believing = AuthServerHost.With(new KeyValuePair<string, string>("Outbound:CertificateAuthorityFile", file)))
            Assert.Equal("said"u8.ToArray(), await ReadAsync(believing, site.At("localhost")));
        await using var other = new AuthServerHost();
        Assert.Null(await ReadAsync(other, site.At("localhost")));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static X509Certificate2 Certificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UnixEpoch.AddDays(1), new DateTimeOffset(2098, 1, 1, 0, 0, 0, TimeSpan.Zero), [1, 2, 3, 4]);
        using var with = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(with.Export(X509ContentType.Pkcs12), null);
    }
}
