using Channels.Domain;

namespace Channels.Tests.Domain;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("5511987654321", "551187654321")]
    [InlineData("+5521998765432", "552198765432")]
    public void Key_BrazilianMobile_IsOneWithAndWithoutNinthDigit(string with, string without) =>
        Assert.True(PhoneNumber.FromDigits(with)!.SameAs(PhoneNumber.FromDigits(without)!));

    [Theory]
    [InlineData("551133334444")] // a land line gains no ninth digit
    [InlineData("15550001111")]
    [InlineData("351912345678")]
    public void Key_OtherNumbers_AreThemselves(string digits) => Assert.Equal(digits, PhoneNumber.FromDigits(digits)!.Key);

    [Theory]
    [InlineData("5511987654321", "5511987654321 551187654321")]
    [InlineData("551187654321", "551187654321 5511987654321")]
    [InlineData("551133334444", "551133334444")]
    [InlineData("15550001111", "15550001111")]
    public void Spellings_BrazilianMobile_AreBoth_ItsOwnFirst(string digits, string spellings) =>
        Assert.Equal(spellings, string.Join(' ', PhoneNumber.FromDigits(digits)!.Spellings));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456")]
    [InlineData("1234567890123456")]
    [InlineData("0511987654321")]
    [InlineData("55 11 98765-4321")]
    [InlineData("٥٥١١٩٨٧٦٥٤٣٢١")]
    public void FromDigits_NotANumber_IsNull(string? text) => Assert.Null(PhoneNumber.FromDigits(text));

    [Fact]
    public void ToString_HidesTheNumber() => Assert.Equal("…4321", PhoneNumber.FromDigits("5511987654321")!.ToString());
}
