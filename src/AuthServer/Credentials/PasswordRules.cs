using System.Text;
using AuthServer.Accounts;
using AuthServer.Data;

namespace AuthServer.Credentials;

/// <summary>Which passwords a user may choose: by length and by what attackers try first, without rules of composition (NIST SP 800-63B §3.1.1.2).</summary>
public static class PasswordRules
{
    private const int MinLength = 8;
    private const int ShortestTelling = 4;
    private const int PhoneDigits = 7;
    private static readonly HashSet<string> MostUsed = Read();

    /// <summary>What is wrong with a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="user">Whose it is to be.</param>
    public static PasswordWeakness Weakness(string password, User user)
    {
        if (password.Length > SecretHasher.MaxLength) return PasswordWeakness.TooLong;
        if (!Text.IsWellFormed(password)) return PasswordWeakness.Format;
        // Lengths are counted, and lists compared, on the form that is hashed.
        var normal = password.Normalize(NormalizationForm.FormC);
        if (normal.EnumerateRunes().Count() < MinLength) return PasswordWeakness.TooShort;
        if (MostUsed.Contains(normal) || normal.EnumerateRunes().Distinct().Count() == 1) return PasswordWeakness.Common;
        return Own(user).Any(own => normal.Contains(own, StringComparison.OrdinalIgnoreCase)) ? PasswordWeakness.Personal : PasswordWeakness.None;
    }

    private static IEnumerable<string> Own(User user)
    {
        string?[] names = [user.UserName, user.GivenName, user.FamilyName, user.Email?.Split('@')[0]];
        foreach (var name in names) if (name is { Length: >= ShortestTelling }) yield return name;
        if (user.PhoneNumber is { Length: > PhoneDigits } phone) yield return phone[^PhoneDigits..];
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return new HashSet<string>(reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#'), StringComparer.OrdinalIgnoreCase);
    }
}
