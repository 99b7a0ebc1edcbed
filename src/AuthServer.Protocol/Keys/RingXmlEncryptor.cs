using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>Seals the keys of Data Protection under the key ring.</summary>
internal sealed class RingXmlEncryptor(KeyRing ring) : IXmlEncryptor
{
    /// <summary>The attribute that says under which version.</summary>
    internal const string RingVersion = "ring";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedXml = RingSeal.Seal(ring, Purposes.ProtectionKeyAtRest, plaintext, associated: []);
        var element = new XElement("sealed", new XAttribute(RingVersion, ring.Current), Convert.ToBase64String(sealedXml));
        return new EncryptedXmlInfo(element, typeof(RingXmlDecryptor));
    }
}
