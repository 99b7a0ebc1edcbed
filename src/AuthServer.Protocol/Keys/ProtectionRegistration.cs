using AuthServer.Protocol.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sealing;

namespace AuthServer.Protocol.Keys;

/// <summary>ASP.NET Core Data Protection over the engine's database and key ring.</summary>
public static class ProtectionRegistration
{
    /// <summary>Has the keys read, which are XML, with the first cookie and not at the start; call it last, since whatever uses Data Protection registers the service that reads them.</summary>
    public static void ReadProtectionKeysLate(this IServiceCollection services)
    {
        foreach (var reader in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly).ToList()) services.Remove(reader);
    }

    internal static void AddProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AuthPlatform");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, SqliteReaders, IDbContextFactory<ProtocolDbContext>>((keys, ring, readers, db) =>
            (keys.XmlRepository, keys.XmlEncryptor) = (new ProtectionKeys(readers, db), new RingXmlEncryptor(ring)));
    }

    /// <summary>Makes the first key where there is none: a database that cannot keep it stops the start, not the first page.</summary>
    public static void MakeFirstProtectionKey(this IServiceProvider services)
    {
        if (services.GetRequiredService<SqliteReaders>().Read(s => s.First("SELECT 1 FROM protection_keys", _ => true))) return;
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([]);
    }
}
