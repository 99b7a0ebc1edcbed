using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Keys;

/// <summary>Seals the keys of Data Protection under the key ring: AES-256-GCM, as nonce (12) ‖ ciphertext ‖ tag (16).</summary>
internal sealed class RingXmlEncryptor(KeyRing ring) : IXmlEncryptor
{
    internal const string RingVersion = "ring";
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedXml = new byte[NonceBytes + plaintext.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedXml.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(ring.Derive(KeyPurpose.ProtectionKeyAtRest, ring.Current), TagBytes);
        aes.Encrypt(sealedXml.AsSpan(0, NonceBytes), plaintext, sealedXml.AsSpan(NonceBytes, plaintext.Length), sealedXml.AsSpan(NonceBytes + plaintext.Length));
        var element = new XElement("sealed", new XAttribute(RingVersion, ring.Current), Convert.ToBase64String(sealedXml));
        return new EncryptedXmlInfo(element, typeof(RingXmlDecryptor));
    }
}

/// <summary>Opens what <see cref="RingXmlEncryptor"/> sealed. Data Protection makes it by name, from the services.</summary>
internal sealed class RingXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var version = byte.Parse(encryptedElement.Attribute(RingXmlEncryptor.RingVersion)!.Value, CultureInfo.InvariantCulture);
        var sealedXml = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plaintext = new byte[sealedXml.Length - RingXmlEncryptor.NonceBytes - RingXmlEncryptor.TagBytes];
        using var aes = new AesGcm(services.GetRequiredService<KeyRing>().Derive(KeyPurpose.ProtectionKeyAtRest, version), RingXmlEncryptor.TagBytes);
        aes.Decrypt(sealedXml[..RingXmlEncryptor.NonceBytes], sealedXml[RingXmlEncryptor.NonceBytes..^RingXmlEncryptor.TagBytes], sealedXml[^RingXmlEncryptor.TagBytes..], plaintext);
        return XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}
