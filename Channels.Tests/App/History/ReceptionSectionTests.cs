using Bunit;
using Channels.App.Components;
using Channels.App.Features.History;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;

namespace Channels.Tests.App.History;

public sealed class ReceptionSectionTests : MudContext
{
    private readonly ChannelId _id = ChannelId.New(Snapshots.Now);

    [Fact]
    public void Unused_IsListed_WithItsWordsAndCounts()
    {
        UseCases.Answer<ReadReception, Reception>(_ => new Reception([Of(MessageKind.Group, 1234), Of(MessageKind.Unreadable, 2)], ClockAhead: null));

        var section = Render<ReceptionSection>(x => x.Add(p => p.Id, _id));

        Assert.Equal(
            ["Mensagens de grupos 1.234", "Mensagens de clientes que não puderam ser lidas 2"],
            section.FindAll("tbody tr").Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector("td")!.TextContent}"));
        Assert.Empty(section.FindAll("[data-clock]"));
    }

    [Fact]
    public void NothingUnused_SaysSo()
    {
        UseCases.Answer<ReadReception, Reception>(_ => new Reception([], ClockAhead: null));

        Assert.Equal("Nada até agora.", Render<ReceptionSection>(x => x.Add(p => p.Id, _id)).Find(".none").TextContent);
    }

    [Fact]
    public async Task CannotBeRead_SaysSo_AndIsReadAgainWhenAsked()
    {
        UseCases.Fail<ReadReception>(new RuleViolation(Rule.NotAllowed));
        var section = Render<ReceptionSection>(x => x.Add(p => p.Id, _id));
        Assert.Single(section.FindAll("[role=alert]"));
        UseCases.Answer<ReadReception, Reception>(_ => new Reception([], ClockAhead: null));

        await PressAsync(section, "Tentar de novo");

        Assert.Empty(section.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData(5, "O relógio do servidor está 5 min atrasado em relação ao do WhatsApp.")]
    [InlineData(-185, "O relógio do servidor está 3 h 5 min adiantado em relação ao do WhatsApp.")]
    public void Clock_SaysHowFarOff(int minutesAhead, string said)
    {
        var notice = Render<ClockNotice>(x => x.Add(p => p.Ahead, TimeSpan.FromMinutes(minutesAhead)));

        Assert.Equal(said, notice.Find("[data-clock] strong").TextContent);
    }

    [Fact]
    public void Clock_IsNoBusinessOfAnOperator()
    {
        SignIn(Role.Operator);

        Assert.Empty(Render<ClockNotice>(x => x.Add(p => p.Ahead, TimeSpan.FromHours(1))).FindAll("[data-clock]"));
    }

    private UnusedCount Of(MessageKind kind, int count)
    {
        var unused = UnusedCount.Of(_id, kind);
        unused.Add(count, Snapshots.Now);
        return unused;
    }
}
