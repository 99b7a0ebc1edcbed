using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AuthServer.Protocol;

/// <summary>Writes JSON objects into a buffer that each thread keeps: answers and tokens are as long as the last one, and need no new memory.</summary>
internal static class JsonText
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>An object.</summary>
    /// <param name="value">What <paramref name="members"/> writes from.</param>
    /// <param name="members">Writes the members; the braces are written here.</param>
    /// <returns>The text, good until the next one is written on this thread: nothing can be awaited before it is copied.</returns>
    public static ReadOnlySpan<byte> Write<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        // Nothing of it is ever part of a page: it is application/json, and not to be sniffed.
        var json = _writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        members(json, value);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
