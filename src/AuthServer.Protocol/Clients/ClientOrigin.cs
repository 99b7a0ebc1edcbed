namespace AuthServer.Protocol.Clients;

/// <summary>Who registered a client.</summary>
public enum ClientOrigin
{
    /// <summary>An administrator, or the seeds.</summary>
    Administrator,

    /// <summary>The client itself (RFC 7591).</summary>
    Registration,

    /// <summary>Its own document, found at its <c>client_id</c> (draft-ietf-oauth-client-id-metadata-document).</summary>
    Document,
}
