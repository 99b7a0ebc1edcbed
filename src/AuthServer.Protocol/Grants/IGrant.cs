using AuthServer.Protocol.Tokens;

namespace AuthServer.Protocol.Grants;

/// <summary>A grant type: decides who gets tokens and for what. <see cref="TokenIssuer"/> alone mints them.</summary>
public interface IGrant
{
    /// <summary>The value of <c>grant_type</c> that it answers; discovery prints it.</summary>
    string Type { get; }

    /// <summary>Decides about a request of an authenticated client that is registered for this grant type.</summary>
    Task<Result<Approval>> ApproveAsync(TokenRequest request, CancellationToken cancel);
}
