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

    /// <summary>Makes the trigger of deletions. Nobody is left to be read when it is sent: the event itself holds the last state, without name, address or number.</summary>
    public const string CreateEnd = $$"""
        CREATE TRIGGER user_end_is_news AFTER DELETE ON users BEGIN
        INSERT INTO security_events (id, type, subject, payload, created_at) SELECT randomblob(16), '{{Type}}', sub,
        json_object('id', sub, 'version', OLD.version + 1, 'authorization_version', OLD.authorization_version + 1, 'username', NULL, 'phone_number', NULL, 'is_phone_verified', json('false'),
        'user_type', OLD.user_type, 'roles', json('[]'), 'kyc_status', 'none', 'kyc_level', 'none', 'disabled', json('true'), 'deleted', json('true'), 'created_at', strftime('%Y-%m-%dT%H:%M:%SZ', OLD.created_at / 1000, 'unixepoch')),
        unixepoch() * 1000
        FROM (SELECT lower(substr(hex(OLD.id), 1, 8) || '-' || substr(hex(OLD.id), 9, 4) || '-' || substr(hex(OLD.id), 13, 4) || '-' || substr(hex(OLD.id), 17, 4) || '-' || substr(hex(OLD.id), 21)) AS sub);
        END;
        """;

    /// <summary>Removes it.</summary>
    public const string DropEnd = "DROP TRIGGER user_end_is_news;";

    // The subject is spelled as in tokens; the time is the database's own, which only pruning looks at.
    private const string Insert = $$"""
        INSERT INTO security_events (id, type, subject, payload, created_at) VALUES (randomblob(16), '{{Type}}',
        lower(substr(hex(NEW.id), 1, 8) || '-' || substr(hex(NEW.id), 9, 4) || '-' || substr(hex(NEW.id), 13, 4) || '-' || substr(hex(NEW.id), 17, 4) || '-' || substr(hex(NEW.id), 21)),
        '{}', unixepoch() * 1000);
        """;
}
