namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 8707 §2: a resource that no token with these scopes is for is refused; ignoring it would give more than was asked.</summary>
internal static class ResourcesAreReachable
{
    public static OAuthError? Check(AuthorizeRequest request) => request.ResourcesAreReachable ? null : OAuthError.InvalidTarget();
}
