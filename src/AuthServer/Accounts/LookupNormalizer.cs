using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;

namespace AuthServer.Accounts;

/// <summary>Identity's lookups by the platform's own normalisation. Identity's maps look-alikes from outside ASCII onto letters, and throws on lone surrogates.</summary>
public sealed class LookupNormalizer : ILookupNormalizer
{
    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => name is null ? null : Ascii.Lower(name);

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => email is null ? null : Ascii.Lower(email);
}
