using Channels.Domain;

namespace Channels.Tests.Domain;

public sealed class ChannelNameTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Theory]
    [InlineData("", Rule.NameRequired)]
    [InlineData("   ", Rule.NameRequired)]
    [InlineData("\u200B\u200D", Rule.NameRequired)]
    [InlineData("a\0b", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\tb", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\nb", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\u0085b", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\u2028b", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\u202Eb", Rule.NameHasForbiddenCharacters)]
    [InlineData("a\u2066b", Rule.NameHasForbiddenCharacters)]
    public void Check_NotAName_SaysWhichRule(string text, Rule rule) => Assert.Equal(rule, ChannelName.Check(text));

    [Fact]
    public void Check_Nothing_IsRequired() => Assert.Equal(Rule.NameRequired, ChannelName.Check(null));

    // Built at run time: test runners replace lone surrogates in the data of theories.
    [Fact]
    public void Check_LoneSurrogates_AreForbidden()
    {
        Assert.Equal(Rule.NameHasForbiddenCharacters, ChannelName.Check("a" + '\uD83D'));
        Assert.Equal(Rule.NameHasForbiddenCharacters, ChannelName.Check('\uDE00' + "a"));
        Assert.Null(ChannelName.Check("a" + "😀"));
    }

    [Fact]
    public void Check_SixtyCharactersAsAPersonCounts_IsAName()
    {
        Assert.Null(ChannelName.Check(new string('a', 60)));
        Assert.Equal(Rule.NameTooLong, ChannelName.Check(new string('a', 61)));
        Assert.Null(ChannelName.Check(string.Concat(Enumerable.Repeat("👍🏽", 60))));
        Assert.Null(ChannelName.Check(string.Concat(Enumerable.Repeat(Family, 21))));
    }

    [Fact]
    public void Check_FewCharactersOfManyUnits_IsTooLong()
    {
        Assert.Equal(Rule.NameTooLong, ChannelName.Check(string.Concat(Enumerable.Repeat(Family, 22))));
        Assert.Equal(Rule.NameTooLong, ChannelName.Check("a" + new string('\u0301', 240)));
    }

    [Fact]
    public void Parse_SpacesAroundAndBetween_TrimsAndCollapses() =>
        Assert.Equal("Loja Centro", ChannelName.Parse("  Loja \u00A0  Centro ").Value);

    [Theory]
    [InlineData("Vendas", "VENDAS")]
    [InlineData("ação", "AÇÃO")]
    [InlineData("Ｖｅｎｄａｓ", "vendas")]
    [InlineData("ação", "ac\u0327a\u0303o")]
    public void Key_CaseAndFormTwins_AreOne(string one, string other) =>
        Assert.Equal(ChannelName.Parse(one).Key, ChannelName.Parse(other).Key);

    [Fact]
    public void Key_AccentsCount() => Assert.NotEqual(ChannelName.Parse("acao").Key, ChannelName.Parse("ação").Key);
}
