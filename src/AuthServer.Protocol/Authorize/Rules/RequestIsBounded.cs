namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>The request travels in the address of the pages, so it has an end.</summary>
internal static class RequestIsBounded
{
    private const int MaxCharacters = 4096;

    public static OAuthError? Check(AuthorizeRequest request) =>
        request.Parameters.Values.Sum(p => p.Key.Length + p.Value.Length) + request.Parameters.Resources.Sum(r => Names.Resource.Length + r.Length) > MaxCharacters ? OAuthError.InvalidRequest("The request is longer than 4096 characters.") : null;
}
