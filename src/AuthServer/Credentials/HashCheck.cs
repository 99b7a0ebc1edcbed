namespace AuthServer.Credentials;

/// <summary>What comparing a secret with a stored hash came to.</summary>
public enum HashCheck
{
    /// <summary>Another secret.</summary>
    Wrong,

    /// <summary>The secret.</summary>
    Right,

    /// <summary>The secret, but hashed with older parameters or an older pepper: hash it again.</summary>
    RightButOld,
}
