using System.Security.Cryptography;
using ResourceApi.Media;
using Sealing;

namespace ResourceApi.Verifications.Documents;

/// <summary>
/// Keeps pictures of documents: each encrypted under a key of its own (AES-256-GCM), which lies wrapped by the key ring in the document's row.
/// Without the row no copy of a file can be read, without the ring no copy of the database.
/// </summary>
internal sealed class DocumentVault(IFileStore files, KeyRing ring, ILogger<DocumentVault> log)
{
    private const string Folder = "documents/";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly KeyPurpose Wrapping = new("document-key");

    /// <summary>The key of the ring that new files' keys are wrapped by.</summary>
    public byte CurrentKey => ring.Current;

    /// <summary>Writes the file; returns the row that alone can open it, which is the caller's to insert.</summary>
    public async Task<Document> StoreAsync(Guid verification, int number, DocumentSide side, byte[] picture, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var file = Folder + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await files.WriteAsync(file, Encrypt(key, id, picture), cancel);
        return new Document
        {
            Id = id,
            VerificationId = verification,
            Number = number,
            Side = side,
            File = file,
            WrappedKey = RingSeal.Seal(ring, Wrapping, key, id.ToByteArray()),
            RingKey = ring.Current,
            Size = picture.Length,
        };
    }

    /// <summary>The picture; null where it was purged, or where its file is gone or is not the one that was written.</summary>
    public async Task<byte[]?> OpenAsync(Document document, CancellationToken cancel)
    {
        if (document is not { WrappedKey: { } wrapped, File: { } name } || await files.ReadAsync(name, cancel) is not { } file)
            return null;
        try
        {
            return Decrypt(RingSeal.Open(ring, Wrapping, document.RingKey, wrapped, document.Id.ToByteArray()), document.Id, file);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Deletes files that no row names any more; returns how many went. One that can't be deleted is left to the cleaning.</summary>
    public async Task<int> DeleteAsync(IEnumerable<string> unnamed, CancellationToken cancel)
    {
        var deleted = 0;
        foreach (var file in unnamed)
        {
            try
            {
                await files.DeleteAsync(file, cancel);
                deleted++;
            }
            catch (IOException e)
            {
                log.LogError(e, "The file {File}, which no row names any more, could not be deleted yet", file);
            }
        }
        return deleted;
    }

    /// <summary>The names of the files that were written before a moment.</summary>
    public IAsyncEnumerable<string> ListAsync(DateTimeOffset before, CancellationToken cancel) => files.ListAsync(Folder, before, cancel);

    /// <summary>The file's key under the ring's newest key; the file stays as it is.</summary>
    public byte[] Rewrap(Document document) =>
        RingSeal.Seal(ring, Wrapping, RingSeal.Open(ring, Wrapping, document.RingKey, document.WrappedKey!, document.Id.ToByteArray()), document.Id.ToByteArray());

    // Nonce ‖ ciphertext ‖ tag. The document's id is authenticated: files can't be exchanged.
    private static byte[] Encrypt(byte[] key, Guid id, byte[] picture)
    {
        var file = new byte[NonceBytes + picture.Length + TagBytes];
        RandomNumberGenerator.Fill(file.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(file.AsSpan(0, NonceBytes), picture, file.AsSpan(NonceBytes, picture.Length), file.AsSpan(NonceBytes + picture.Length), id.ToByteArray());
        return file;
    }

    private static byte[] Decrypt(byte[] key, Guid id, byte[] file)
    {
        if (file.Length < NonceBytes + TagBytes)
            throw new CryptographicException("The file is cut.");
        var picture = new byte[file.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(file.AsSpan(0, NonceBytes), file.AsSpan(NonceBytes, picture.Length), file.AsSpan(NonceBytes + picture.Length), picture, id.ToByteArray());
        return picture;
    }
}
