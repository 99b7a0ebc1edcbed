namespace AuthServer.Protocol.Sessions;

/// <summary>Why a session or a grant ended before its time; its snake_case name is the <c>reason</c> in the event that tells of it.</summary>
public enum EndReason
{
    /// <summary>The user signed out.</summary>
    Logout,

    /// <summary>Another user signed in with the same browser.</summary>
    AnotherUser,

    /// <summary>The user ended it in the list of their sessions.</summary>
    EndedByUser,

    /// <summary>Its device was removed, or gave way to a newer one.</summary>
    DeviceRemoved,

    /// <summary>A PIN or a password was changed or reset.</summary>
    CredentialChanged,

    /// <summary>The user said that it was not them.</summary>
    NotMe,

    /// <summary>The user had more sessions than anybody needs; the oldest gave way.</summary>
    TooMany,

    /// <summary>The user took back what they allowed the client.</summary>
    ConsentWithdrawn,

    /// <summary>The client gave its token back (RFC 7009).</summary>
    TokenRevoked,

    /// <summary>A refresh token that had been rotated came again.</summary>
    RefreshTokenReused,

    /// <summary>An authorization code came twice.</summary>
    CodeReplayed,

    /// <summary>Its client is no longer registered.</summary>
    ClientDeleted,
}
