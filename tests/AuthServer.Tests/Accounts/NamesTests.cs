using AuthServer.Accounts;

namespace AuthServer.Tests.Accounts;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Alice@Example.COM", "alice@example.com")]
    [InlineData("a.b+c@x-y.example", "a.b+c@x-y.example")]
    [InlineData("no-at.example.com", null)]
    [InlineData("a@b", null)]
    [InlineData("a@@b.example", null)]
    [InlineData("a b@c.example", null)]
    [InlineData(".a@b.example", null)]
    [InlineData("a..b@c.example", null)]
    [InlineData("a@-b.example", null)]
    [InlineData("a@b.example\r\nBcc: x@y.example", null)]
    [InlineData("аlice@example.com", null)]
    [InlineData("\u212Aelvin@example.com", null)]
    [InlineData("a@b.1", null)]
    public void An_address_has_one_normal_form(string typed, string? normal) => Assert.Equal(normal, EmailAddress.Normalize(typed));

    [Theory]
    [InlineData("Alice", "alice")]
    [InlineData("a.b-c_9", "a.b-c_9")]
    [InlineData("ab", null)]
    [InlineData("9lives", null)]
    [InlineData("аdmin", null)]
    [InlineData("\u212Aelvin", null)]
    [InlineData("a b c", null)]
    [InlineData("ab\u200Bc", null)]
    public void A_username_is_ascii(string typed, string? normal) => Assert.Equal(normal, Username.Normalize(typed));

    [Theory]
    [InlineData("\u212A", "\u212A")]
    [InlineData("\u017F", "\u017F")]
    [InlineData("ÄI", "Äi")]
    public void Lookups_change_ascii_alone(string typed, string normal) => Assert.Equal(normal, Ascii.Lower(typed));

    [Theory]
    [InlineData("  Zoë   Müller ", "Zoë Müller")]
    [InlineData("evil\u202Egnp", "evilgnp")]
    [InlineData("a\u200Bb\u0000c\u001b[31m", "abc[31m")]
    [InlineData("line\r\nbreak", "line break")]
    [InlineData("\u202E", null)]
    public void Names_lose_what_only_deceives(string typed, string? clean) => Assert.Equal(clean, Text.Clean(typed, 100));

    // Not rows of the tables: an attribute cannot hold half a surrogate pair.
    [Fact]
    public void Half_a_surrogate_pair_is_no_name_and_breaks_no_lookup()
    {
        Assert.Null(Text.Clean("a\ud800b", 100));
        Assert.Null(EmailAddress.Normalize("a\ud800@example.com"));
        Assert.Equal("a\ud800", Ascii.Lower("A\ud800"));
    }

    [Fact]
    public void Names_lose_stacks_of_marks() => Assert.Equal(4, Text.Clean("x" + new string('\u0336', 1000), 100)!.Length);
}
