using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EndToEnd.Running;

namespace EndToEnd.Messaging;

/// <summary>A certificate for <c>localhost</c> by an authority that nobody else knows, as PEM files.</summary>
internal sealed class ServerCertificate
{
    public ServerCertificate(Scratch folder, bool expired = false)
    {
        (AuthorityFile, File, KeyFile) = (folder.File("authority.pem"), folder.File("server.pem"), folder.File("server.key"));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var root = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var authority = root.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));
        var leaf = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        leaf.CertificateExtensions.Add(names.Build());
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = leaf.Create(authority, now.AddDays(-9), now.AddDays(expired ? -1 : 9), RandomNumberGenerator.GetBytes(8));
        System.IO.File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string AuthorityFile { get; }

    public string File { get; }

    public string KeyFile { get; }

    /// <summary>How its authority's certificates, and no others, are trusted.</summary>
    public X509ChainPolicy Policy
    {
        get
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(AuthorityFile);
            return policy;
        }
    }
}
