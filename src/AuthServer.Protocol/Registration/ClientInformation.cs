namespace AuthServer.Protocol.Registration;

/// <summary>The client information response (RFC 7591 §3.2.1, RFC 7592 §3): what is registered, with every default filled in.</summary>
internal sealed record ClientInformation : ClientMetadata
{
    /// <summary><c>client_id</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>client_id_issued_at</c>, Unix seconds.</summary>
    public long? ClientIdIssuedAt { get; init; }

    /// <summary><c>client_secret</c>: told when it is made and never again, since only its hash is kept.</summary>
    public string? ClientSecret { get; init; }

    /// <summary><c>client_secret_expires_at</c>: 0, never; beside every secret.</summary>
    public long? ClientSecretExpiresAt { get; init; }

    /// <summary><c>registration_access_token</c>.</summary>
    public string? RegistrationAccessToken { get; init; }

    /// <summary><c>registration_client_uri</c>.</summary>
    public string? RegistrationClientUri { get; init; }
}
