namespace AuthServer.Protocol.Authorize;

/// <summary>The values of <c>prompt</c> (OIDC Core §3.1.2.1, Initiating User Registration via OpenID Connect 1.0 §4.1).</summary>
internal static class Prompts
{
    public const string None = "none";
    public const string Login = "login";
    public const string Consent = "consent";
    public const string SelectAccount = "select_account";

    public const string Create = "create";

    public static IReadOnlyList<string> All { get; } = [None, Login, Consent, SelectAccount, Create];
}
