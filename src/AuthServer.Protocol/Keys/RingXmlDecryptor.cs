using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>Opens what <see cref="RingXmlEncryptor"/> sealed. Data Protection makes it by name, from the services.</summary>
internal sealed class RingXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var version = byte.Parse(encryptedElement.Attribute(RingXmlEncryptor.RingVersion)!.Value, CultureInfo.InvariantCulture);
        var plaintext = RingSeal.Open(services.GetRequiredService<KeyRing>(), Purposes.ProtectionKeyAtRest, version, Convert.FromBase64String(encryptedElement.Value), associated: []);
        return XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}
