namespace ResourceApi.Tests.Access;

/// <summary>Who gets in at a route.</summary>
/// <param name="Scope">The scope that lets in.</param>
internal sealed record RouteAccess(string Scope)
{
    /// <summary>Whether only administrators get in.</summary>
    public bool Admins { get; init; }

    /// <summary>Whether only those get in who have signed in not long ago.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether a program gets in with a token of its own.</summary>
    public bool Programs { get; init; }
}
