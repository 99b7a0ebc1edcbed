using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sealing;

/// <summary>The server's own secrets, kept in a file outside the database: numbered 256-bit keys, one a line, <c>number:base64</c>.</summary>
/// <remarks>The highest number makes new values; the others still verify old ones. To rotate, add a line with the next number to the file of every node and restart them.</remarks>
public sealed class KeyRing
{
    private const int KeyBytes = 32;

    // Its group may read it: that is how secrets are mounted for a service.
    private const UnixFileMode OfOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private readonly SortedDictionary<byte, byte[]> _keys;
    private readonly ConcurrentDictionary<(KeyPurpose, byte), byte[]> _derived = new();

    private KeyRing(SortedDictionary<byte, byte[]> keys) => _keys = keys;

    /// <summary>The version that makes new values.</summary>
    public byte Current => _keys.Keys.Last();

    /// <summary>The version that stays longest where a new one comes: for look-ups that must be found again.</summary>
    public byte Oldest => _keys.Keys.First();

    /// <summary>Whether a version is on the ring.</summary>
    public bool Has(byte version) => _keys.ContainsKey(version);

    /// <summary>The 256-bit key of a purpose: HKDF-SHA-256 (RFC 5869) over the ring key of that version.</summary>
    /// <exception cref="KeyNotFoundException">The version is not on the ring.</exception>
    public byte[] Derive(KeyPurpose purpose, byte version) =>
        _derived.GetOrAdd((purpose, version), static (id, keys) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[id.Item2], KeyBytes, info: Encoding.UTF8.GetBytes(id.Item1.Name)), _keys);

    /// <summary>Reads the ring from its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">The configuration key that names the file, for messages.</param>
    /// <param name="createIfMissing">Make a ring of one key where there is no file. A second node must get a copy of the file, never a ring of its own.</param>
    /// <exception cref="InvalidOperationException">There is no file, or it is malformed; the message says what to do.</exception>
    public static KeyRing Load(string path, string setting, bool createIfMissing)
    {
        if (!File.Exists(path))
        {
            if (!createIfMissing) throw new InvalidOperationException($"{setting}: there is no file '{path}'. Create it once for all nodes: (umask 077; printf '1:%s\\n' \"$(openssl rand -base64 32)\" > '{path}')");
            Create(path);
        }
        // Where the file is somebody's to provide, it is theirs to protect.
        if (!createIfMissing && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != UnixFileMode.None) throw new InvalidOperationException($"{setting}: '{path}' can be read or changed by others. Protect it: chmod 600 '{path}'");
        var keys = new SortedDictionary<byte, byte[]>();
        foreach (var line in File.ReadAllLines(path).Where(l => l.Length > 0)) Add(keys, line, path, setting);
        return keys.Count > 0 ? new KeyRing(keys) : throw Malformed(path, setting);
    }

    private static void Add(SortedDictionary<byte, byte[]> keys, string line, string path, string setting)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var key = new byte[KeyBytes];
        if (colon < 1
            || !byte.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || !Convert.TryFromBase64String(line[(colon + 1)..].Trim(), key, out var length)
            || length != KeyBytes
            || !key.AsSpan().ContainsAnyExcept((byte)0)
            || !keys.TryAdd(version, key)) throw Malformed(path, setting);
    }

    private static InvalidOperationException Malformed(string path, string setting) =>
        new($"{setting}: '{path}' must hold lines of the form number:base64, each number from 0 to 255 once, each key 32 random bytes.");

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes($"1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n"));
        // A database sealed under a key that a power cut took away could not be opened again.
        file.Flush(flushToDisk: true);
    }
}
