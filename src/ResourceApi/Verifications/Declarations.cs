using System.Security.Cryptography;
using System.Text.Json;
using Sealing;
using ServiceDefaults.Answers;

namespace ResourceApi.Verifications;

/// <summary>Seals declarations under the key ring, each bound to its verification.</summary>
internal sealed class Declarations(KeyRing ring, ILogger<Declarations> log)
{
    private static readonly KeyPurpose Purpose = new("verification-declaration");

    /// <summary>The key of the ring that new ones are sealed under.</summary>
    public byte CurrentKey => ring.Current;

    public byte[] Seal(Guid verification, Declaration declaration) => Seal(verification, JsonSerializer.SerializeToUtf8Bytes(declaration, Json.Options));

    /// <summary>What was declared; null where it does not open, which must keep nobody from the rest.</summary>
    public Declaration? Open(Verification verification)
    {
        try
        {
            return JsonSerializer.Deserialize<Declaration>(OpenBytes(verification.Id, verification.DeclarationKey, verification.Declaration), Json.Options);
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The declaration of verification {Verification} does not open", verification.Id);
            return null;
        }
    }

    /// <summary>The same declaration under the ring's newest key.</summary>
    public byte[] Reseal(Guid verification, byte key, byte[] content) => Seal(verification, OpenBytes(verification, key, content));

    private byte[] Seal(Guid verification, byte[] plain) => RingSeal.Seal(ring, Purpose, plain, verification.ToByteArray());

    private byte[] OpenBytes(Guid verification, byte key, byte[] content) => RingSeal.Open(ring, Purpose, key, content, verification.ToByteArray());
}
