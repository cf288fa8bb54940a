using Channels.App.Resources;
using Channels.Domain;

namespace Channels.Tests.App.Resources;

public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("11 98765-4321", "+5511987654321")]
    [InlineData("(11) 98765-4321", "+5511987654321")]
    [InlineData("5511987654321", "+5511987654321")]
    [InlineData("+55 11 98765 4321", "+5511987654321")]
    [InlineData("011 98765-4321", "+5511987654321")]
    [InlineData("31 8765-4321", "+553187654321")]
    [InlineData("11 3333-4444", "+551133334444")]
    [InlineData("005511987654321", "+5511987654321")]
    [InlineData("00 55 11 98765-4321", "+5511987654321")]
    [InlineData("00351 912 345 678", "+351912345678")]
    [InlineData("0 15 11 98765-4321", "+5511987654321")]
    [InlineData("+351 912 345 678", "+351912345678")]
    [InlineData("+1 202 555 0123", "+12025550123")]
    [InlineData("+52 55 1234 5678", "+525512345678")]
    [InlineData("+52 1 55 1234 5678", "+5215512345678")]
    [InlineData("+54 9 11 2345-6789", "+5491123456789")]
    [InlineData("+54 11 2345-6789", "+541123456789")]
    [InlineData("+225 07 08 06 07 09", "+2250708060709")]
    [InlineData("+225 08 06 07 09", "+22508060709")]
    [InlineData("+229 01 97 12 34 56", "+2290197123456")]
    [InlineData("+229 97 12 34 56", "+22997123456")]
    public void ReadAccount_ANumberAsPeopleWriteIt_IsRead(string typed, string e164) =>
        Assert.Equal((e164, null), (PhoneText.ReadAccount(typed).Number?.E164, PhoneText.ReadAccount(typed).Problem));

    [Theory]
    [InlineData(null, "Number_Required")]
    [InlineData("  ", "Number_Required")]
    [InlineData("98765-4321", "Number_NoAreaCode")]
    [InlineData("3333-4444", "Number_NoAreaCode")]
    [InlineData("12", "Number_TooShort")]
    [InlineData("11 98765-43210", "Number_TooLong")]
    [InlineData("+999 12345678", "Number_CountryUnknown")]
    [InlineData("11 9876-LOJA", "Number_NotANumber")]
    [InlineData("10 98765-4321", "Number_Invalid")]
    public void ReadAccount_AnythingElse_SaysWhatIsWrong(string? typed, string problem) =>
        Assert.Equal(new PhoneReading(null, problem), PhoneText.ReadAccount(typed));

    [Theory]
    [InlineData("5511987654321", "(11) 98765-4321", "+55 11 98765-4321")]
    [InlineData("551187654321", "(11) 8765-4321", "+55 11 8765-4321")]
    [InlineData("551133334444", "(11) 3333-4444", "+55 11 3333-4444")]
    [InlineData("351912345678", "+351 912 345 678", "+351 912 345 678")]
    [InlineData("5215512345678", "+52 55 1234 5678", "+52 55 1234 5678")]
    [InlineData("525512345678", "+52 55 1234 5678", "+52 55 1234 5678")]
    [InlineData("5491123456789", "+54 9 11 2345-6789", "+54 9 11 2345-6789")]
    [InlineData("22508060709", "+225 07 08 06 0709", "+225 07 08 06 0709")]
    [InlineData("22997123456", "+229 01 97 12 34 56", "+229 01 97 12 34 56")]
    public void Number_IsWrittenAsAtHome(string digits, string here, string abroad)
    {
        var number = PhoneNumber.FromDigits(digits)!;
        Assert.Equal((here, here, abroad), (PhoneText.Of(number), PhoneText.Of(number.E164), PhoneText.International(number)));
    }

    [Theory]
    [InlineData("005511987654321", "+5511987654321")]
    [InlineData("11 98765-4321", "+5511987654321")]
    public void Read_TakesThePrefixForAbroad(string typed, string e164) => Assert.Equal(e164, PhoneText.Read(typed)?.E164);

    [Fact]
    public void International_HasTheCountryInFront() =>
        Assert.Equal("+55 11 98765-4321", PhoneText.International(PhoneNumber.FromDigits("5511987654321")!));
}
