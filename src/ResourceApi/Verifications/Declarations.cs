using System.Text.Json;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Seals declarations under the key ring, each bound to its verification.</summary>
internal sealed class Declarations(KeyRing ring)
{
    private static readonly KeyPurpose Purpose = new("verification-declaration");

    /// <summary>The key of the ring that new ones are sealed under.</summary>
    public byte CurrentKey => ring.Current;

    public byte[] Seal(Guid verification, Declaration declaration) => Seal(verification, JsonSerializer.SerializeToUtf8Bytes(declaration, Json.Options));

    public Declaration Open(Guid verification, byte key, byte[] content) => JsonSerializer.Deserialize<Declaration>(OpenBytes(verification, key, content), Json.Options)!;

    /// <summary>The same declaration under the ring's newest key.</summary>
    public byte[] Reseal(Guid verification, byte key, byte[] content) => Seal(verification, OpenBytes(verification, key, content));

    private byte[] Seal(Guid verification, byte[] plain) => RingSeal.Seal(ring, Purpose, plain, verification.ToByteArray());

    private byte[] OpenBytes(Guid verification, byte key, byte[] content) => RingSeal.Open(ring, Purpose, key, content, verification.ToByteArray());
}
