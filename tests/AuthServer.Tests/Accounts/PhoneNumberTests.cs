using AuthServer.Accounts;

namespace AuthServer.Tests.Accounts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+12025550101", "+12025550101")]
    [InlineData("+1 (202) 555-0101", "+12025550101")]
    [InlineData("+44 7911 123456", "+447911123456")]
    [InlineData("+4915112345678", "+4915112345678")]
    [InlineData("+971501234567", "+971501234567")]
    [InlineData("+919876543210", "+919876543210")]
    [InlineData("+5511987654321", "+5511987654321")]
    public void A_number_has_one_spelling(string typed, string stored) => Assert.Equal(stored, PhoneNumber.Parse(typed)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("2025550101")]
    [InlineData("0012025550101")]
    [InlineData("+1202555010")]
    [InlineData("+120255501012")]
    [InlineData("+11025550101")]
    [InlineData("+12021550101")]
    [InlineData("+9991234567")]
    [InlineData("+0123456789")]
    [InlineData("+1202555010١")]
    [InlineData("+１2025550101")]
    [InlineData("+12025550101\n")]
    [InlineData("+12025550101;ext=1")]
    [InlineData("++12025550101")]
    [InlineData("+1202555010100000000000000000000000000")]
    public void What_is_no_number_is_refused(string typed) => Assert.Null(PhoneNumber.Parse(typed));
}
