using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Events;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>What other systems are told of outages, whether people are alerted or not.</summary>
public sealed class IncidentEventsTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outage_IsToldOnceItIsJudged_AndOnceItIsOver(bool alerts)
    {
        if (alerts)
        {
            await _bench.TurnOnAsync(x => x.ByWebhook("https://erp.loja.example/alertas"));
        }

        await _bench.DropAsync(_sales);
        await _bench.PassAsync(4);
        Assert.Empty(await ToldAsync());
        await _bench.PassAsync(6);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(3);

        var told = await ToldAsync();
        Assert.Equal([EventTypes.ChannelDown, EventTypes.ChannelRecovered], told.Select(x => x.Type));
        Assert.Equal(["Reconnecting", "Reconnecting"], told.Select(x => (string)JsonNode.Parse(x.Data!)!["first_reason"]!));
        Assert.NotNull(JsonNode.Parse(told[1].Data!)!["up_since"]);
        Assert.Single(told.Select(x => x.Subject).Distinct());
    }

    [Fact]
    public async Task Outage_ThatAPersonEnds_IsNoRecovery()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(10);
        await _bench.SendAsync(new DisconnectChannel(_sales.Id));
        await _bench.PassAsync(10);

        Assert.Equal([EventTypes.ChannelDown], (await ToldAsync()).Select(x => x.Type));
    }

    private async Task<IReadOnlyList<LogEvent>> ToldAsync() =>
    [
        .. (await _bench.SendAsync(new ReadEvents(After: null, ReadEvents.MostAtOnce))).Events.Select(x => x.Event)
            .Where(x => x.Type is EventTypes.ChannelDown or EventTypes.ChannelRecovered),
    ];
}
