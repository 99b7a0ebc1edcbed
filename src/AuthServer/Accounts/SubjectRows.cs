namespace AuthServer.Accounts;

/// <summary>The table <c>subjects</c>: what tokens say of each user who may have some. The database itself keeps it, in the transaction of the change, so that no way of changing a user or a role can forget it.</summary>
/// <remarks>One narrow row found by one key, where users, their roles and the roles' names are five look-ups in wide tables: every token asks (decision 24).</remarks>
internal static class SubjectRows
{
    /// <summary>Makes the table, its rows and the triggers that keep them.</summary>
    public const string Create = $"""
        CREATE TABLE subjects (id BLOB NOT NULL PRIMARY KEY, roles TEXT NOT NULL, authorization_version INTEGER NOT NULL, security_stamp TEXT NULL, kyc_status TEXT NOT NULL, kyc_level TEXT NOT NULL) WITHOUT ROWID;
        {Fill};
        CREATE TRIGGER user_is_subject AFTER INSERT ON users BEGIN
        DELETE FROM subjects WHERE id = NEW.id;
        {Fill} AND u.id = NEW.id; END;
        CREATE TRIGGER user_change_is_subjects AFTER UPDATE OF id, disabled, authorization_version, security_stamp, kyc_status, kyc_level ON users BEGIN
        DELETE FROM subjects WHERE id IN (OLD.id, NEW.id);
        {Fill} AND u.id = NEW.id; END;
        CREATE TRIGGER user_end_is_subjects AFTER DELETE ON users BEGIN DELETE FROM subjects WHERE id = OLD.id; END;
        CREATE TRIGGER role_given_is_subjects AFTER INSERT ON user_roles BEGIN UPDATE subjects SET roles = {Roles} WHERE id = NEW.user_id; END;
        CREATE TRIGGER role_changed_is_subjects AFTER UPDATE ON user_roles BEGIN UPDATE subjects SET roles = {Roles} WHERE id IN (OLD.user_id, NEW.user_id); END;
        CREATE TRIGGER role_taken_is_subjects AFTER DELETE ON user_roles BEGIN UPDATE subjects SET roles = {Roles} WHERE id = OLD.user_id; END;
        CREATE TRIGGER role_renamed_is_subjects AFTER UPDATE OF name ON roles BEGIN UPDATE subjects SET roles = {Roles} WHERE id IN (SELECT user_id FROM user_roles WHERE role_id = NEW.id); END;
        CREATE TRIGGER role_ended_is_subjects AFTER DELETE ON roles BEGIN UPDATE subjects SET roles = {Roles} WHERE id IN (SELECT user_id FROM user_roles WHERE role_id = OLD.id); END;
        """;

    /// <summary>Removes them.</summary>
    public const string Drop = """
        DROP TRIGGER user_is_subject; DROP TRIGGER user_change_is_subjects; DROP TRIGGER user_end_is_subjects;
        DROP TRIGGER role_given_is_subjects; DROP TRIGGER role_changed_is_subjects; DROP TRIGGER role_taken_is_subjects; DROP TRIGGER role_renamed_is_subjects; DROP TRIGGER role_ended_is_subjects;
        DROP TABLE subjects;
        """;

    private const string Roles = $"({RolesOf} subjects.id)";

    private const string Fill = $"""
        INSERT INTO subjects (id, roles, authorization_version, security_stamp, kyc_status, kyc_level)
        SELECT u.id, ({RolesOf} u.id), u.authorization_version, u.security_stamp, u.kyc_status, u.kyc_level
        FROM users u WHERE u.disabled = 0
        """;

    // A role's name holds no space.
    private const string RolesOf = "SELECT coalesce(group_concat(r.name, ' '), '') FROM user_roles l JOIN roles r ON r.id = l.role_id WHERE l.user_id =";
}
