using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthServer.Messaging;

namespace AuthServer.Tests.Messaging;

public sealed class SmtpOptionsTests
{
    [Theory]
    [InlineData("Production", "Port", "465", "Security", "Implicit")]
    [InlineData("Production", "Security", "StartTls", "User", "account")]
    [InlineData("Production", "FromName", "Example Identität", "Password", "")]
    [InlineData("Production", "CertificateAuthorityFile", "", "Host", "192.0.2.1")]
    [InlineData("Staging", "Security", "None", "Host", "relay.example")]
    [InlineData("Staging", "Security", "None", "Port", "2525")]
    [InlineData("Development", "Host", "", "From", "")]
    public void Sound_settings_start(string environment, string key, string value, string otherKey, string otherValue) =>
        Assert.Null(Fault(environment, (key, value), (otherKey, otherValue)));

    [Theory]
    [InlineData("Host", "", "Smtp:Host:")]
    [InlineData("Host", "smtp.example.com:587", "Smtp:Host:")]
    [InlineData("Host", "smtp://example.com", "Smtp:Host:")]
    [InlineData("Port", "0", "Smtp:Port:")]
    [InlineData("Port", "65536", "Smtp:Port:")]
    [InlineData("Port", "smtp", "Smtp:Port")]
    [InlineData("Security", "None", "Smtp:Security:")]
    [InlineData("Security", "7", "Smtp:Security:")]
    [InlineData("Security", "Auto", "Smtp:Security")]
    [InlineData("Tls", "true", "Tls")]
    [InlineData("From", "", "Smtp:From:")]
    [InlineData("From", "Example <no-reply@example.com>", "Smtp:From:")]
    [InlineData("From", "no-reply@example.com\r\nBcc: eve@example.com", "Smtp:From:")]
    [InlineData("FromName", "Example\r\nBcc: eve@example.com", "Smtp:FromName:")]
    [InlineData("User", "account\0", "Smtp:User:")]
    [InlineData("Password", "without an account", "Smtp:User:")]
    [InlineData("CertificateAuthorityFile", "/nowhere/authority.pem", "Smtp:CertificateAuthorityFile:")]
    public void Insecure_or_impossible_setting_stops_a_Production_start_with_its_name(string key, string value, string named) =>
        Assert.Contains(named, Fault("Production", (key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("relay.example", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    public void Password_without_TLS_is_for_this_machine_only(string host, bool starts) =>
        Assert.Equal(starts, Fault("Staging", ("Security", "None"), ("Host", host), ("User", "account"), ("Password", "secret")) is null);

    [Theory]
    [InlineData(SmtpSecurity.StartTls, 587)]
    [InlineData(SmtpSecurity.Implicit, 465)]
    [InlineData(SmtpSecurity.None, 25)]
    public void Port_follows_security_unless_it_is_set(SmtpSecurity security, int port)
    {
        Assert.Equal(port, new SmtpOptions { Security = security }.PortInUse);
        Assert.Equal(2525, new SmtpOptions { Security = security, Port = 2525 }.PortInUse);
    }

    [Fact]
    public void File_of_authorities_holds_certificates()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Contains("Smtp:CertificateAuthorityFile:", Fault("Production", ("CertificateAuthorityFile", file)), StringComparison.Ordinal);
            using var key = ECDsa.Create();
            using var certificate = new CertificateRequest("CN=Authority", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
            File.WriteAllText(file, certificate.ExportCertificatePem());
            Assert.Null(Fault("Production", ("CertificateAuthorityFile", file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Fault(string environment, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Host"] = "smtp.example.com", ["From"] = "no-reply@example.com" };
        foreach (var (key, value) in settings) all[key] = value;
        return SectionStart.Fault<SmtpOptions>(SmtpOptions.Section, environment, all);
    }
}
