using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthServer.Messaging;

/// <summary>Which mail servers are believed: those whose certificate bears the configured name and comes from a trusted authority. Nothing turns that off.</summary>
internal static class SmtpTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static SslClientAuthenticationOptions Of(SmtpOptions options) => new()
    {
        TargetHost = options.Host,
        // RFC 9325 §3.1.1: TLS 1.2 or newer.
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = options.CertificateAuthorityFile.Length == 0 ? null : OwnAuthorities(options.CertificateAuthorityFile),
    };

    /// <returns>What is wrong with the file of authorities; null where nothing is.</returns>
    public static string? Fault(SmtpOptions options)
    {
        if (options.CertificateAuthorityFile.Length == 0) return null;
        try
        {
            return Read(options.CertificateAuthorityFile).Count > 0 ? null : "CertificateAuthorityFile: there is no certificate in it.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"CertificateAuthorityFile: cannot be read as PEM ({e.GetType().Name}).";
        }
    }

    private static X509ChainPolicy OwnAuthorities(string file)
    {
        // Revocation is not asked for, as it is not with the machine's own authorities: a company's has seldom a list that can be reached.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Read(file));
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates;
    }
}
