using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDefaults.Sections;

namespace ServiceDefaults.Outbound;

/// <summary>Section <c>Outbound</c>: what may be reached besides the public internet, and whose certificates are believed besides the machine's own authorities.</summary>
public sealed class OutboundOptions : ICheckedSection
{
    /// <summary>Host names and addresses that may be private: <c>host</c> on every port, <c>host:port</c> on that one alone. What users name, such as addresses of images, is never exempt.</summary>
    public IList<string> AllowedPrivateHosts { get; } = [];

    /// <summary>A file of certificate authorities (PEM) that are believed besides the machine's own; empty: none.</summary>
    public string CertificateAuthorityFile { get; set; } = "";

    /// <summary>Hosts are names without scheme, perhaps with a port; the file can be read.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        foreach (var host in AllowedPrivateHosts.Where(host => ExemptHost.Parse(host) is null)) yield return $"AllowedPrivateHosts: '{host}' is no host name or address, with or without a port.";
        if (FileFault() is { } fault) yield return $"CertificateAuthorityFile: {fault}";
    }

    /// <summary>Whether a host may be private on a port.</summary>
    internal bool Exempts(string host, int port) => AllowedPrivateHosts.Any(text => ExemptHost.Parse(text)?.Covers(host, port) is true);

    /// <summary>Whom to believe; null where it is the machine's own authorities alone.</summary>
    internal X509ChainPolicy? Trust()
    {
        if (CertificateAuthorityFile.Length == 0) return null;
        // Revocation is not asked for, as it is not with the machine's own authorities.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(CertificateAuthorityFile);
        using var own = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(own.Certificates);
        return policy;
    }

    private string? FileFault()
    {
        if (CertificateAuthorityFile.Length == 0) return null;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(CertificateAuthorityFile);
            return certificates.Count > 0 ? null : "there is no certificate in it.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"cannot be read as PEM ({e.GetType().Name}).";
        }
    }
}
