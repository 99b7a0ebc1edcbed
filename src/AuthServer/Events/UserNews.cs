namespace AuthServer.Events;

/// <summary>Users whom APIs have to hear of: the database itself writes the event, in the transaction of the change, so that no way of changing a user can forget it.</summary>
/// <remarks>The event names the user and nothing else; what is told is read when it is sent, so that news is never older than what was told before.</remarks>
internal static class UserNews
{
    /// <summary>The type of the event. Its members are those of <see cref="UserState"/>.</summary>
    public const string Type = "urn:authplatform:event:user-changed";

    /// <summary>Makes the triggers.</summary>
    public const string Create = $"""
        CREATE TRIGGER user_is_news AFTER INSERT ON users BEGIN {Insert} END;
        CREATE TRIGGER user_change_is_news AFTER UPDATE OF user_name, phone_number, phone_number_confirmed, user_type, kyc_status, kyc_level, disabled, authorization_version ON users BEGIN
        UPDATE users SET version = version + 1 WHERE id = NEW.id;
        {Insert} END;
        """;

    /// <summary>Removes them.</summary>
    public const string Drop = "DROP TRIGGER user_is_news; DROP TRIGGER user_change_is_news;";

    // The subject is spelled as in tokens; the time is the database's own, which only pruning looks at.
    private const string Insert = $$"""
        INSERT INTO security_events (id, type, subject, payload, created_at) VALUES (randomblob(16), '{{Type}}',
        lower(substr(hex(NEW.id), 1, 8) || '-' || substr(hex(NEW.id), 9, 4) || '-' || substr(hex(NEW.id), 13, 4) || '-' || substr(hex(NEW.id), 17, 4) || '-' || substr(hex(NEW.id), 21)),
        '{}', unixepoch() * 1000);
        """;
}
