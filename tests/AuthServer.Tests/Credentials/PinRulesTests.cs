using AuthServer.Accounts;
using AuthServer.Credentials;

namespace AuthServer.Tests.Credentials;

public sealed class PinRulesTests
{
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+12025559148")!.Value;

    [Theory]
    [InlineData("1234", PinWeakness.Sequence)]
    [InlineData("4321", PinWeakness.Sequence)]
    [InlineData("9012", PinWeakness.Sequence)]
    [InlineData("2109", PinWeakness.Sequence)]
    [InlineData("1111", PinWeakness.Repeat)]
    [InlineData("0000", PinWeakness.Repeat)]
    [InlineData("1212", PinWeakness.Pattern)]
    [InlineData("1221", PinWeakness.Pattern)]
    [InlineData("8844", PinWeakness.Pattern)]
    [InlineData("1930", PinWeakness.Year)]
    [InlineData("2029", PinWeakness.Year)]
    [InlineData("9148", PinWeakness.Phone)]
    [InlineData("2025", PinWeakness.Year)]
    [InlineData("1202", PinWeakness.Phone)]
    [InlineData("2580", PinWeakness.Common)]
    [InlineData("5683", PinWeakness.Common)]
    [InlineData("123", PinWeakness.Format)]
    [InlineData("12345", PinWeakness.Format)]
    [InlineData("12a4", PinWeakness.Format)]
    [InlineData("１２３４", PinWeakness.Format)]
    [InlineData("٣١٤٧", PinWeakness.Format)]
    [InlineData("4927", PinWeakness.None)]
    [InlineData("6184", PinWeakness.None)]
    [InlineData("7359", PinWeakness.None)]
    [InlineData("1929", PinWeakness.None)]
    [InlineData("2031", PinWeakness.None)]
    public void Weak_pins_are_named_by_their_weakness(string pin, PinWeakness weakness) => Assert.Equal(weakness, PinRules.Weakness(pin, 4, Phone));

    [Theory]
    [InlineData("234567", PinWeakness.Sequence)]
    [InlineData("123123", PinWeakness.Pattern)]
    [InlineData("159753", PinWeakness.Common)]
    [InlineData("559148", PinWeakness.Phone)]
    [InlineData("830517", PinWeakness.None)]
    public void Longer_pins_follow_the_same_rules(string pin, PinWeakness weakness) => Assert.Equal(weakness, PinRules.Weakness(pin, 6, Phone));
}
