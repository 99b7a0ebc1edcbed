using System.Text.Json.Nodes;
using AuthServer.Protocol.Subjects;

namespace Micro;

/// <summary>A host without users: what is measured has its subject already.</summary>
internal sealed class Nobody : ISubjects
{
    public ValueTask<Subject?> FindAsync(string subject, CancellationToken cancel) => ValueTask.FromResult<Subject?>(null);

    public ValueTask<JsonObject?> ClaimsAsync(string subject, IReadOnlySet<string> claims, CancellationToken cancel) => ValueTask.FromResult<JsonObject?>(null);
}
