namespace AuthServer.Admin.Clients;

/// <summary>A client as it is, with every default filled in.</summary>
internal sealed record ClientState : ClientSettings
{
    /// <summary>The secret, in the answer that made it and never again.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The secrets that are kept, without what they are.</summary>
    public IReadOnlyList<SecretAnswer> Secrets { get; init; } = [];

    /// <summary>Who registered it: <c>administrator</c>, <c>registration</c> or <c>document</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Rises with every change; the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was registered, UTC; null where the seeds did.</summary>
    public DateTime? CreatedAt { get; init; }

    // As in EmailMessage: never the secret.
    public override string ToString() => $"client {ClientId}";
}
