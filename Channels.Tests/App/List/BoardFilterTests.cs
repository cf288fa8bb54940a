using Channels.App.Features.List;
using Channels.Domain;
using Channels.Tests.Support;

namespace Channels.Tests.App.List;

public sealed class BoardFilterTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("loja", true)]
    [InlineData("LOJA", true)]
    [InlineData("sao joao", true)]
    [InlineData("são joão", true)]
    [InlineData("SA\u0303O", true)]
    [InlineData("joão loja", true)]
    [InlineData("oao", true)]
    [InlineData("loja sul", false)]
    [InlineData("vendas", false)]
    [InlineData("equipe", true)]
    [InlineData("\ud800", false)]
    public void Text_FindsWordsOfTheName(string text, bool found)
    {
        var channel = Snapshots.Of("Loja São João") with { ProfileName = "Equipe \ud83d\ude00 \udc00" };

        Assert.Equal(found, new BoardFilter(text, BoardChip.All).Lets(channel));
    }

    [Theory]
    [InlineData("5511987654321", "(11) 98765-4321", true)]
    [InlineData("5511987654321", "+55 11 98765.4321", true)]
    [InlineData("5511987654321", "0055 11 987654321", true)]
    [InlineData("5511987654321", "011 98765-4321", true)]
    [InlineData("5511987654321", "(11) 8765-4321", true)]
    [InlineData("551187654321", "(11) 98765-4321", true)]
    [InlineData("551187654321", "11 8765 4321", true)]
    [InlineData("5511987654321", "4321", true)]
    [InlineData("5511987654321", "21", false)]
    [InlineData("5511987654321", "(21) 98765-4321", false)]
    [InlineData("552134567000", "3456-7000", true)]
    [InlineData("552134567000", "93456-7000", false)]
    [InlineData("351912345678", "912 345 678", true)]
    [InlineData(null, "98765", false)]
    public void Text_FindsDigitsOfTheNumber(string? number, string text, bool found) =>
        Assert.Equal(found, new BoardFilter(text, BoardChip.All).Lets(Snapshots.Of("Vendas", ReasonCode.Connected, number)));

    [Fact]
    public void Text_OfDigits_FindsThemInANameToo() =>
        Assert.True(new BoardFilter("7", BoardChip.All).Lets(Snapshots.Of("Loja 7")));

    [Theory]
    [InlineData(ReasonCode.Connected, BoardChip.Connected, false)]
    [InlineData(ReasonCode.ConnectedRestricted, BoardChip.Connected, false)]
    [InlineData(ReasonCode.CodeOnScreen, BoardChip.Connecting, false)]
    [InlineData(ReasonCode.Reconnecting, BoardChip.Connecting, false)]
    [InlineData(ReasonCode.NeverConnected, BoardChip.Disconnected, false)]
    [InlineData(ReasonCode.DisconnectedBy, BoardChip.Disconnected, false)]
    [InlineData(ReasonCode.LoggedOutOnPhone, BoardChip.Disconnected, true)]
    public void Chip_LetsThroughItsOwn(ReasonCode code, BoardChip status, bool trouble)
    {
        var channel = Snapshots.Of("Vendas", code);

        var letting = Enum.GetValues<BoardChip>().Where(chip => new BoardFilter("", chip).Lets(channel));

        Assert.Equal([BoardChip.All, .. trouble ? [BoardChip.Trouble] : Array.Empty<BoardChip>(), status], letting);
    }

    [Fact]
    public void Chip_OfAnInstanceBeingRemoved_IsNoStatus()
    {
        var channel = Snapshots.Of("Vendas", ReasonCode.LoggedOutOnPhone).Leaving("Suporte");

        Assert.Equal(
            [BoardChip.All, BoardChip.Leaving],
            Enum.GetValues<BoardChip>().Where(chip => new BoardFilter("", chip).Lets(channel)));
    }

    [Theory]
    [InlineData("", BoardChip.All, "")]
    [InlineData("", BoardChip.Trouble, "?status=problema")]
    [InlineData("são & cia", BoardChip.All, "?busca=s%C3%A3o%20%26%20cia")]
    [InlineData("loja", BoardChip.Disconnected, "?status=desconectado&busca=loja")]
    public void Query_SaysTheFilter(string text, BoardChip chip, string query) =>
        Assert.Equal(query, new BoardFilter(text, chip).Query);

    [Theory]
    [InlineData(null, null, "", BoardChip.All)]
    [InlineData("  loja ", "CONECTADO", "loja", BoardChip.Connected)]
    [InlineData("", "nada disso", "", BoardChip.All)]
    public void Of_ReadsWhatAnAddressSays(string? text, string? status, string read, BoardChip chip) =>
        Assert.Equal(new BoardFilter(read, chip), BoardFilter.Of(text, status));

    [Fact]
    public void EveryChip_ComesBackFromItsAddress() =>
        Assert.All(
            Enum.GetValues<BoardChip>(),
            chip => Assert.Equal(chip, BoardFilter.Of("", new BoardFilter("", chip).Query.Replace("?status=", "", StringComparison.Ordinal)).Chip));

    [Fact]
    public void Of_ALongText_KeepsItsBeginning() =>
        Assert.Equal(SearchText.MaxLength, BoardFilter.Of(new string('a', 500), null).Text.Length);
}
