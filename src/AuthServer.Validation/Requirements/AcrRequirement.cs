using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>The token's user signed in at one of some levels of assurance; a program's own token, which has no <c>acr</c>, never holds.</summary>
public sealed class AcrRequirement : ITokenRequirement
{
    private readonly string[] _values;

    /// <summary>Takes the <c>acr</c> values of which one is enough, the preferred one first.</summary>
    /// <exception cref="ArgumentException">There is none, or one can't stand in a challenge: it is empty, or has a space, a quotation mark or anything but ASCII.</exception>
    public AcrRequirement(params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        // RFC 9470 §3: separated by spaces, in a quoted string.
        if (values.Length == 0 || Array.Exists(values, value => value is not { Length: > 0 } || value.Any(c => c is <= ' ' or '"' or '\\' or > '~')))
            throw new ArgumentException("Must be values that a challenge can list.", nameof(values));
        _values = [.. values];
    }

    /// <summary>The values, the preferred one first.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>401 <c>insufficient_user_authentication</c> with <c>acr_values</c>.</summary>
    public TokenRefusal Refusal => TokenRefusal.InsufficientUserAuthentication(maxAge: null, string.Join(' ', _values));

    /// <summary>Compares with case (OpenID Connect Core §2).</summary>
    public bool Holds(ClaimsPrincipal user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue("acr") is { } acr && _values.Contains(acr, StringComparer.Ordinal);
    }
}
