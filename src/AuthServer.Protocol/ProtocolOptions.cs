namespace AuthServer.Protocol;

/// <summary>What the engine has to be told: its name, how long things live, and where the host's pages are.</summary>
public sealed class ProtocolOptions
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Protocol";

    /// <summary>The issuer identifier: the origin by which clients reach the server, without a trailing slash (RFC 8414 §2).</summary>
    public string Issuer { get; set; } = "";

    /// <summary>How long an authorization code lives, ≤ 60 s.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an access token lives where the client does not say.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an ID token lives.</summary>
    public TimeSpan IdTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The absolute end of a grant where the client does not say; refreshing never moves it.</summary>
    public TimeSpan RefreshLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A grant that is not refreshed for this long ends.</summary>
    public TimeSpan RefreshIdleLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the refresh token just rotated may be presented again, for an app that lost the response. Zero turns it off.</summary>
    public TimeSpan RefreshGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The absolute end of a session.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a user may stay on the login and consent pages before the authorization request is forgotten.</summary>
    public TimeSpan InteractionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A signing key is in the key set this long before it signs, so that every cache has it by then.</summary>
    public TimeSpan KeyPublishedBeforeUse { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a signing key signs.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a signing key stays in the key set after its last signature; longer than any token it signed.</summary>
    public TimeSpan KeyKeptAfterUse { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How many tokens of one user may be revoked at the revocation endpoint in a minute; 0 is no limit.</summary>
    public int RevocationsPerMinute { get; set; } = 30;

    /// <summary>How long a browser's cookie signs in; the session itself lives on for the apps it gave tokens to.</summary>
    public TimeSpan CookieLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>A browser that does not come for this long is signed out; the apps it gave tokens to are not.</summary>
    public TimeSpan BrowserIdleLifetime { get; set; } = TimeSpan.FromDays(3);

    /// <summary>The address of each resource, by its name: clients that know a resource by its metadata (RFC 9728) name it so. Tokens carry the name.</summary>
    public Dictionary<string, string> ResourceUris { get; } = new(StringComparer.Ordinal);

    /// <summary>The languages of the pages (BCP 47), the default first.</summary>
    public IReadOnlyList<string> UiLocales { get; set; } = ["en"];

    /// <summary>The file with the server's own secret keys, outside the database.</summary>
    public string KeyRingFile { get; set; } = "data/keys/ring";

    /// <summary>No access token lives longer than this: clients may set their own lifetimes, up to a day.</summary>
    public static TimeSpan AccessTokensDeadAfter => TimeSpan.FromHours(24);

    /// <summary>The host's sign-in page.</summary>
    public string LoginPath { get; set; } = "/login";

    /// <summary>The host's consent page.</summary>
    public string ConsentPath { get; set; } = "/consent";

    /// <summary>The host's page on which a user makes an account.</summary>
    public string RegisterPath { get; set; } = "/register";

    /// <summary>The host's page on which a user types the code that a device shows.</summary>
    public string DevicePath { get; set; } = "/device";

    /// <summary>How many devices may wait for their users at once behind one network address, for one client; 0 is no limit.</summary>
    public int DeviceRequestsPerAddress { get; set; } = 100;

    /// <summary>The host's page that asks whether to sign out.</summary>
    public string LogoutPath { get; set; } = "/logout";

    /// <summary>The host's page that loads the front-channel logout pages of the apps.</summary>
    public string SigningOutPath { get; set; } = "/signing-out";

    /// <summary>The host's page that says that the user is signed out.</summary>
    public string SignedOutPath { get; set; } = "/signed-out";
}
