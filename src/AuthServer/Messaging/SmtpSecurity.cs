namespace AuthServer.Messaging;

/// <summary>How the way to the mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>Begun plain, encrypted before anything is told (RFC 3207); port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte (RFC 8314 §3.3); port 465.</summary>
    Implicit,

    /// <summary>Not at all, for a relay on the same machine; port 25.</summary>
    None,
}
