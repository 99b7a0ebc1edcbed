namespace AuthServer.Protocol.Keys;

/// <summary>A key of ASP.NET Core Data Protection, kept in the database for all nodes; its secret part is sealed by <see cref="RingXmlEncryptor"/>.</summary>
public sealed class ProtectionKey
{
    /// <summary>The name that Data Protection gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The key as XML.</summary>
    public required string Xml { get; init; }
}
