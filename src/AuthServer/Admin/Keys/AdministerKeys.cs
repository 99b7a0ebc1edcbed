using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Keys;

/// <summary>The routes over the signing keys.</summary>
internal sealed class AdministerKeys(IDbContextFactory<ProtocolDbContext> contexts, SigningKeys keys, Statements statements, AuditLog audit, IOptions<ProtocolOptions> options, TimeProvider time)
{
    /// <summary><c>GET /api/v1/admin/keys/</c>.</summary>
    public async Task<IResult> ListAsync(CancellationToken cancel) => Envelope.Ok(new Items<KeyAnswer>(await ReadAsync(cancel)));

    /// <summary><c>POST /api/v1/admin/keys/rotate/</c>: who comes while another rotation has just been made gets that one.</summary>
    public async Task<IResult> RotateAsync(JsonBody<RotateBody> json, HttpContext http)
    {
        var (emergency, admin) = (json.Value.Emergency, AdminCaller.Of(http));
        // Made before the transaction: RSA keys take long to find.
        var next = keys.Next(emergency);
        if (next.Count > 0)
        {
            await statements.WriteAsync(async write =>
            {
                await using var engine = await write.EngineAsync();
                var kept = await SigningKeys.KeepAsync(engine, next, emergency, CancellationToken.None);
                if (kept.Count > 0) await audit.AddActAsync(write, emergency ? AdminActs.KeysReplaced : AdminActs.KeysRotated, null, admin, string.Join(' ', kept.Select(key => key.Kid)));
            }, CancellationToken.None);
        }
        // They are in the database: who asks is no longer asked whether to go on.
        await keys.RefreshAsync(CancellationToken.None);
        return Envelope.Ok(new Items<KeyAnswer>(await ReadAsync(CancellationToken.None)));
    }

    private async Task<IReadOnlyList<KeyAnswer>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return KeyAnswer.Of(await db.SigningKeys.AsNoTracking().ToListAsync(cancel), now, now - options.Value.KeyKeptAfterUse);
    }
}
