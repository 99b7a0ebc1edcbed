using System.Globalization;
using System.Security.Claims;
using AuthServer.Validation.Bearer;

namespace AuthServer.Validation.Requirements;

/// <summary>The token's user proved who they are at most <see cref="MaxAge"/> ago; a program's own token, which has no <c>auth_time</c>, never holds.</summary>
public sealed record FreshSignInRequirement : ITokenRequirement
{
    /// <summary>Takes whole seconds from 1: <c>max_age</c> says no less (OpenID Connect Core §3.1.2.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter, or has a part of a second.</exception>
    public FreshSignInRequirement(TimeSpan maxAge)
    {
        if (maxAge < TimeSpan.FromSeconds(1) || maxAge.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentOutOfRangeException(nameof(maxAge), "Must be whole seconds, at least one.");
        MaxAge = maxAge;
    }

    /// <summary>How old the sign-in may be.</summary>
    public TimeSpan MaxAge { get; }

    /// <summary>401 <c>insufficient_user_authentication</c> with <c>max_age</c>.</summary>
    public TokenRefusal Refusal => TokenRefusal.InsufficientUserAuthentication(MaxAge, acrValues: null);

    /// <summary>Compares <c>auth_time</c> with the clock, in seconds.</summary>
    public bool Holds(ClaimsPrincipal user, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        return long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var signedIn)
            && now.ToUnixTimeSeconds() - signedIn <= (long)MaxAge.TotalSeconds;
    }
}
