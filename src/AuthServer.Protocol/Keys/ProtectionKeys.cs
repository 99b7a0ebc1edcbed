using System.Xml.Linq;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Keys;

/// <summary>Keeps the keys of ASP.NET Core Data Protection, which seal cookies and parked requests, in the engine's database.</summary>
internal sealed class ProtectionKeys(SqliteReaders readers, IDbContextFactory<ProtocolDbContext> db) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => readers.Read(s => s.All("SELECT xml FROM protection_keys", r => XElement.Parse(r.GetString(0))));

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = db.CreateDbContext();
        context.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
