using System.Text;

namespace AuthServer.Protocol.Authorize.Rules;

/// <summary>RFC 6749 appendix A.5 sets no end; a URL has one.</summary>
internal static class StateAndNonceAreBounded
{
    private const int MaxStateBytes = 512;
    private const int MaxNonceBytes = 256;

    public static OAuthError? Check(AuthorizeRequest request)
    {
        if (Encoding.UTF8.GetByteCount(request.State ?? "") > MaxStateBytes) return OAuthError.InvalidRequest("The state is longer than 512 bytes.");
        return Encoding.UTF8.GetByteCount(request.Nonce ?? "") > MaxNonceBytes ? OAuthError.InvalidRequest("The nonce is longer than 256 bytes.") : null;
    }
}
