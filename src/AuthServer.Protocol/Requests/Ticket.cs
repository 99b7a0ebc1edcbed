using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace AuthServer.Protocol.Requests;

/// <summary>A value that travels through the browser's address bar, sealed: nobody can read, change or make one.</summary>
/// <typeparam name="T">The value, as JSON.</typeparam>
/// <param name="protection">The keys.</param>
/// <param name="purpose">What the value is for; a ticket of one purpose is none of another.</param>
public sealed class Ticket<T>(IDataProtectionProvider protection, string purpose)
    where T : class
{
    // It is sealed: no markup can begin in it, and every escape makes the address longer.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IDataProtector _protector = protection.CreateProtector(purpose);

    /// <summary>The value as text that can stand in a query, once escaped.</summary>
    public string Seal(T value) => _protector.Protect(JsonSerializer.Serialize(value, Options));

    /// <summary>The value, or null where the text is missing or not one that was sealed for this purpose.</summary>
    public T? Open(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(_protector.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
