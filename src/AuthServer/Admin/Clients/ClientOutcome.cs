using AuthServer.Protocol.Clients;
using ServiceDefaults.Answers;

namespace AuthServer.Admin.Clients;

/// <summary>What came of a change: the client as it is now, or why nothing was changed.</summary>
/// <param name="Client">The client; null where it was refused, or is gone.</param>
/// <param name="Refusal">The answer where it was refused.</param>
internal sealed record ClientOutcome(Client? Client, Problem? Refusal)
{
    public static implicit operator ClientOutcome(Problem refusal) => new(null, refusal);

    /// <summary>The client with its ETag, or the refusal.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">Makes the answer of the client.</param>
    public IResult Answer(HttpContext http, Func<Client, IResult> answer)
    {
        if (Refusal is not null) return Refusal;
        http.Response.Headers.ETag = EntityTag.Of(Client!.Version);
        return answer(Client);
    }
}
