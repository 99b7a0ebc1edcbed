using AuthServer.Credentials;
using AuthServer.Data;

namespace AuthServer.Tests.Credentials;

public sealed class PasswordRulesTests
{
    private static readonly User Owner = new()
    {
        UserName = "marguerite",
        GivenName = "Marguerite",
        FamilyName = "Li",
        Email = "daisy.l@example.com",
        PhoneNumber = "+12025550147",
        CreatedAt = default,
        UpdatedAt = default,
    };

    [Theory]
    [InlineData("Correct-horse-7", PasswordWeakness.None)]
    [InlineData("        x", PasswordWeakness.None)]
    [InlineData("пароль-длинный", PasswordWeakness.None)]
    [InlineData("seven77", PasswordWeakness.TooShort)]
    [InlineData("🐎🐎🐎🐎x", PasswordWeakness.TooShort)]
    [InlineData("password", PasswordWeakness.Common)]
    [InlineData("PassWord1", PasswordWeakness.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordWeakness.Common)]
    [InlineData("xMARGUERITEx", PasswordWeakness.Personal)]
    [InlineData("my-daisy.l-pw", PasswordWeakness.Personal)]
    [InlineData("call-5550147", PasswordWeakness.Personal)]
    public void Weak_passwords_are_named_by_their_weakness(string password, PasswordWeakness weakness) => Assert.Equal(weakness, PasswordRules.Weakness(password, Owner));

    // Not a row of the table: an attribute cannot hold half a surrogate pair.
    [Fact]
    public void Half_a_surrogate_pair_is_no_password() => Assert.Equal(PasswordWeakness.Format, PasswordRules.Weakness("ab\ud800cdefgh", Owner));

    [Fact]
    public void A_password_has_at_most_256_characters()
    {
        var longest = string.Concat(Enumerable.Range(0, 256).Select(i => (char)('a' + (i % 26))));
        Assert.Equal(PasswordWeakness.None, PasswordRules.Weakness(longest, Owner));
        Assert.Equal(PasswordWeakness.TooLong, PasswordRules.Weakness(longest + "x", Owner));
    }
}
