using Bunit;
using Channels.App.Features.List.Cards;
using Channels.App.Features.Official;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Channels.Tests.App.Official;

public sealed class OfficialFactsTests : MudContext
{
    /// <summary>Quality, limit, the name's review, an unknown status, days of authorization left; and what the card says.</summary>
    public static TheoryData<string?, string?, string?, string?, int?, string[]> Table => new()
    {
        { null, null, null, null, null, [] },
        { "GREEN", "TIER_250", "APPROVED", null, null, ["Qualidade alta", "Limite de 250 contatos por dia"] },
        { "YELLOW", "TIER_2K", "AVAILABLE_WITHOUT_REVIEW", null, null, ["Qualidade média", "Limite de 2.000 contatos por dia"] },
        { "RED", "TIER_10K", "NONE", null, null, ["Qualidade baixa", "Limite de 10.000 contatos por dia"] },
        { "NA", "TIER_100K", null, null, null, ["Qualidade ainda sem avaliação", "Limite de 100.000 contatos por dia"] },
        { "UNKNOWN", "TIER_UNLIMITED", null, null, null, ["Qualidade ainda sem avaliação", "Sem limite de contatos"] },
        { null, "TIER_50", "PENDING_REVIEW", null, null, ["Limite de 50 contatos por dia", "Nome em análise"] },
        { null, "TIER_1K", "DECLINED", null, null, ["Limite de 1.000 contatos por dia", "Nome recusado"] },
        { null, "UNTIERED", "EXPIRED", null, null, ["Limite ainda não definido", "Aprovação do nome expirada"] },
        { "BLUE", "TIER_9_OF_10", "IN_DOUBT", "PAUSED", null, ["Qualidade: “BLUE”", "Limite: “TIER_9_OF_10”", "Nome: “IN_DOUBT”", "Estado informado pela Meta: “PAUSED”"] },
        { null, null, null, null, 31, [] },
        { null, null, null, null, 29, ["Autorização vale até"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Line_SaysWhatMetaSays(string? quality, string? limit, string? name, string? status, int? days, string[] words)
    {
        var official = new OfficialNumber(Snapshots.Now, quality, limit, name, status, days is null ? null : Snapshots.Now.AddDays(days.Value));

        var line = Render(Line(Snapshots.Of("Vendas", ReasonCode.Connected) with { Official = official }));

        Assert.Equal(words, line.FindAll("li").Select(x => string.Join(' ', SaidIn(x))));
    }

    [Fact]
    public void Line_WhereTheReasonSaysThatTheAuthorizationEnds_DoesNotRepeatIt()
    {
        var official = new OfficialNumber(Snapshots.Now, null, null, null, null, Snapshots.Now.AddDays(3));

        Assert.Empty(Render(Line(Snapshots.Of("Vendas", ReasonCode.ConnectedExpiresSoon) with { Official = official })).FindAll("li"));
    }

    [Fact]
    public void Line_OfAnUnknownValue_WritesTextNotMarkup()
    {
        var official = new OfficialNumber(Snapshots.Now, "<b>x</b>", null, null, null, null);

        var line = Render(Line(Snapshots.Of("Vendas", ReasonCode.Connected) with { Official = official }));

        Assert.Equal("<b>x</b>", line.Find("bdi").TextContent);
    }

    [Fact]
    public void Card_OfAnOfficialInstance_HasTheLine()
    {
        var official = new OfficialNumber(Snapshots.Now, "GREEN", "TIER_250", null, null, null);

        var card = Render<ChannelCard>(parameters => parameters.Add(x => x.Snapshot, Snapshots.Of("Vendas", ReasonCode.Connected) with { Official = official }));

        Assert.Equal(2, card.FindAll(".facts li").Count);
    }

    private RenderFragment Line(ChannelSnapshot snapshot) => OfficialLine.Of(snapshot, Snapshots.Now, Text);

    // Without the instant, which the browser writes.
    private static string[] SaidIn(AngleSharp.Dom.IElement line)
    {
        line.QuerySelector("local-time")?.Remove();
        return line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
