namespace Sealing;

/// <summary>What a derived key is for. No two purposes share a key, so no value made for one is ever good for another.</summary>
/// <param name="Name">A fixed name; changing it invalidates everything made with it.</param>
public sealed record KeyPurpose(string Name);
