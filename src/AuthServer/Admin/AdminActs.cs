namespace AuthServer.Admin;

/// <summary>The stable names, in the audit, of what administrators and programs do. The detail says to what it was done, where that is no user.</summary>
public static class AdminActs
{
    /// <summary>A client was registered.</summary>
    public const string ClientCreated = "client.created";

    /// <summary>A client was changed; the detail lists the members.</summary>
    public const string ClientChanged = "client.changed";

    /// <summary>A client was deleted.</summary>
    public const string ClientDeleted = "client.deleted";

    /// <summary>A client got another secret; the detail has its key, never the secret.</summary>
    public const string SecretAdded = "client.secret_added";

    /// <summary>A secret of a client was removed.</summary>
    public const string SecretRemoved = "client.secret_removed";

    /// <summary>A scope was made.</summary>
    public const string ScopeCreated = "scope.created";

    /// <summary>A scope was changed.</summary>
    public const string ScopeChanged = "scope.changed";

    /// <summary>A scope was deleted.</summary>
    public const string ScopeDeleted = "scope.deleted";

    /// <summary>A resource was made.</summary>
    public const string ResourceCreated = "resource.created";

    /// <summary>A resource was changed.</summary>
    public const string ResourceChanged = "resource.changed";

    /// <summary>A resource was deleted.</summary>
    public const string ResourceDeleted = "resource.deleted";

    /// <summary>An account was made for somebody, who was invited to choose a secret.</summary>
    public const string UserCreated = "user.created";

    /// <summary>Claims or contacts of a user were changed; the detail lists which.</summary>
    public const string UserChanged = "user.changed";

    /// <summary>An account was deleted.</summary>
    public const string UserDeleted = "user.deleted";

    /// <summary>An account was disabled.</summary>
    public const string UserDisabled = "user.disabled";

    /// <summary>A disabled account was enabled again.</summary>
    public const string UserEnabled = "user.enabled";

    /// <summary>The lock that wrong guesses had set was lifted.</summary>
    public const string UserUnlocked = "user.unlocked";

    /// <summary>The secrets of an account are good for nothing until they are reset.</summary>
    public const string SecretsSpoiled = "user.reset_forced";

    /// <summary>All that is known of a user was read.</summary>
    public const string UserExported = "user.exported";

    /// <summary>A user's session was ended.</summary>
    public const string SessionEnded = "session.ended_by_admin";

    /// <summary>What a user allowed a client was taken back; the detail is the client.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>Successors of the signing keys were published; the detail lists them.</summary>
    public const string KeysRotated = "keys.rotated";

    /// <summary>The signing keys were replaced at once; the detail lists the new ones.</summary>
    public const string KeysReplaced = "keys.replaced";

    /// <summary>The audit was read as a file.</summary>
    public const string AuditExported = "audit.exported";

    /// <summary>An initial access token for registrations was made; the detail is its name.</summary>
    public const string RegistrationTokenCreated = "registration_token.created";

    /// <summary>An initial access token was withdrawn.</summary>
    public const string RegistrationTokenDeleted = "registration_token.deleted";
}
