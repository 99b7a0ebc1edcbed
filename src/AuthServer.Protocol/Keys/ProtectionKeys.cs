using System.Xml.Linq;
using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Keys;

/// <summary>Keeps the keys of ASP.NET Core Data Protection, which seal cookies and parked requests, in the engine's database.</summary>
internal sealed class ProtectionKeys(IDbContextFactory<ProtocolDbContext> db) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = db.CreateDbContext();
        return [.. context.ProtectionKeys.AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = db.CreateDbContext();
        context.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
