using Channels.Domain;

namespace Channels.Tests.Domain;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("5511987654321", "551187654321")]
    [InlineData("5521998765432", "552198765432")]
    [InlineData("5531965432109", "553165432109")]
    [InlineData("5215512345678", "525512345678")]
    [InlineData("5218112345678", "528112345678")]
    [InlineData("5491123456789", "541123456789")]
    [InlineData("5493514567890", "543514567890")]
    [InlineData("2250103060701", "22503060701")]
    [InlineData("2250142123456", "22542123456")]
    [InlineData("2250506060709", "22506060709")]
    [InlineData("2250575123456", "22575123456")]
    [InlineData("2250708060709", "22508060709")]
    [InlineData("2250789123456", "22589123456")]
    [InlineData("2252120812345", "22520812345")]
    [InlineData("2252530012345", "22530012345")]
    [InlineData("2252722512345", "22522512345")]
    [InlineData("2290197123456", "22997123456")]
    public void Spellings_OfOneNumber_AreBoth_ItsOwnFirst_AndShareAKey(string with, string without)
    {
        var (one, other) = (PhoneNumber.FromDigits(with)!, PhoneNumber.FromDigits(without)!);

        Assert.True(one.SameAs(other));
        Assert.Equal([with, without], one.Spellings);
        Assert.Equal([without, with], other.Spellings);
    }

    [Theory]
    [InlineData("551133334444")] // a land line gains no ninth digit
    [InlineData("5511933334444")] // nor loses one that makes it another number
    [InlineData("15550001111")]
    [InlineData("351912345678")]
    [InlineData("52155123456")] // too short for Mexico
    [InlineData("5411912345678")] // Argentina's nine stands elsewhere
    [InlineData("2250718139912")] // a number of after the change: no old one became it
    [InlineData("229019712345")]
    public void Spellings_OfOtherNumbers_AreThemselves(string digits)
    {
        var number = PhoneNumber.FromDigits(digits)!;

        Assert.Equal((digits, digits), (number.Key, string.Join(' ', number.Spellings)));
    }

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
