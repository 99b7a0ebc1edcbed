using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data;

/// <summary>The engine's tables within a transaction of the accounts: both lie in one database, and what is done to both is one write.</summary>
internal static class EngineTables
{
    /// <summary>The engine's tables in this transaction. Grants, sessions and revoked tokens are still the token store's to write.</summary>
    public static async Task<ProtocolDbContext> EngineAsync(this Write write)
    {
        var options = new DbContextOptionsBuilder<ProtocolDbContext>().UseSqlite(write.Transaction.Connection!).Options;
        var engine = new ProtocolDbContext(options);
        await engine.Database.UseTransactionAsync(write.Transaction);
        return engine;
    }
}
