using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Scopes;

/// <summary>Writes scopes and resources: row and audit in one transaction; the catalogue is read anew before anybody is answered.</summary>
internal sealed class CatalogueWrites(Statements statements, ScopeCatalogue catalogue, AuditLog audit) : IDisposable
{
    private const int MostNames = 10;

    // One after the other: a reading that began before another's change must not be the last.
    private readonly SemaphoreSlim _reading = new(1, 1);

    /// <summary>Changes the catalogue.</summary>
    /// <param name="http">The request.</param>
    /// <param name="change">Changes the rows, which are tracked; decides before it writes. Says what was done, or why it is refused.</param>
    /// <param name="answer">Makes the answer, from the rows as they are then.</param>
    public async Task<IResult> ChangeAsync(HttpContext http, Func<ProtocolDbContext, Task<Act>> change, Func<ProtocolDbContext, Task<IResult>> answer)
    {
        var (result, changed) = await statements.WriteAsync(async write =>
        {
            await using var engine = await write.EngineAsync();
            var act = await change(engine);
            if (act.Refusal is not null) return (act.Refusal, false);
            await engine.SaveChangesAsync(CancellationToken.None);
            await audit.AddActAsync(write, act.Name, null, AdminCaller.Of(http), act.Detail);
            return (await answer(engine), true);
        }, http.RequestAborted);
        if (changed) await RefreshAsync();
        return result;
    }

    /// <summary>Why something that clients use is not deleted, with the first of them; null where none does.</summary>
    public static Problem? Used(IEnumerable<string> clients)
    {
        var names = clients.Take(MostNames).ToArray();
        return names.Length == 0 ? null : Problem.Conflict("in_use", "Clients use it: take it from them first.", new Dictionary<string, string[]> { ["clients"] = names });
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task RefreshAsync()
    {
        await _reading.WaitAsync();
        try
        {
            catalogue.Refresh();
        }
        finally
        {
            _reading.Release();
        }
    }
}
