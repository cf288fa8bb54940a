using Channels.App.Components;

namespace Channels.Tests.App.Components;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("Vendas", "V")]
    [InlineData("Ana Beatriz Souza", "AS")]
    [InlineData("Zona Sul (provisório)", "ZP")]
    [InlineData("Suporte — 24 h", "SH")]
    [InlineData("“Loja”", "L")]
    [InlineData("Da Silva Calçados", "SC")]
    [InlineData("Loja do", "L")]
    [InlineData("de", "D")]
    [InlineData("🎉 Festas", "🎉F")]
    [InlineData("—", "")]
    [InlineData(null, "")]
    public void Of_TakesTheFirstLettersOfTheFirstAndTheLastWord(string? name, string initials) =>
        Assert.Equal(initials, Initials.Of(name));
}
