namespace AuthServer.Protocol.Registration;

/// <summary>What a client sends about itself: its metadata, and the members that speak of a registration that there is.</summary>
public sealed record ClientRegistrationRequest : ClientMetadata
{
    /// <summary><c>client_id</c>: of an update (RFC 7592 §2.2), and of a document that a client publishes.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>client_secret</c>: of an update; none is ever chosen by a client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary><c>client_secret_expires_at</c>: the server's to say.</summary>
    public long? ClientSecretExpiresAt { get; init; }

    /// <summary><c>client_id_issued_at</c>: the server's to say.</summary>
    public long? ClientIdIssuedAt { get; init; }

    /// <summary><c>registration_access_token</c>: the server's to say.</summary>
    public string? RegistrationAccessToken { get; init; }

    /// <summary><c>registration_client_uri</c>: the server's to say.</summary>
    public string? RegistrationClientUri { get; init; }

    /// <summary><c>software_statement</c> (RFC 7591 §2.3).</summary>
    public string? SoftwareStatement { get; init; }

    /// <summary>RFC 7592 §2.2: an update must not hold what only the server says.</summary>
    internal bool SpeaksForServer => ClientSecretExpiresAt is not null || ClientIdIssuedAt is not null || RegistrationAccessToken is not null || RegistrationClientUri is not null;
}
