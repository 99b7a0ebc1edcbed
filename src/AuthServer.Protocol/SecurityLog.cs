using Microsoft.Extensions.Logging;

namespace AuthServer.Protocol;

/// <summary>Stable ids of log lines that an operator should be woken by.</summary>
public static class SecurityLog
{
    /// <summary>An authorization code came twice.</summary>
    public static EventId CodeReplayed { get; } = new(1001, nameof(CodeReplayed));

    /// <summary>A rotated refresh token came again after its successor was used.</summary>
    public static EventId RefreshTokenReused { get; } = new(1002, nameof(RefreshTokenReused));
}
