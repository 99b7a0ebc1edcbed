namespace AuthServer.Admin.Clients;

/// <summary>The body of a request for another secret.</summary>
internal sealed class SecretBody
{
    /// <summary>What to call it, to tell two apart; at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>When it stops working; never where it is left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
