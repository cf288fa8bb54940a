using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.History;

public sealed class HistoryTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Read_PageByPage_ShowsEachLineOnce()
    {
        var id = await CreateWithLinesAsync();

        var all = (await _bench.SendAsync(new ReadHistory(id))).Lines;
        var first = await _bench.SendAsync(new ReadHistory(id, Before: null, Count: 4));
        var second = await _bench.SendAsync(new ReadHistory(id, first.Next, Count: 4));

        Assert.Equal(6, all.Count);
        Assert.Null(second.Next);
        Assert.Equal(all, first.Lines.Concat(second.Lines));
        Assert.Equal(HistoryKind.Created, all[^1].Kind);
    }

    [Fact]
    public async Task Audit_ShowsTheLinesOfAllInstances()
    {
        var id = await CreateWithLinesAsync();
        var other = (await _bench.CreateAsync("Suporte")).Id;

        var audit = (await _bench.SendAsync(new ReadAudit(AuditPart.Channels))).Lines;

        Assert.Equal(7, audit.Count);
        Assert.Equal(other, audit[0].Channel?.Channel);
        Assert.Equal(id, audit[^1].Channel?.Channel);
    }

    [Fact]
    public async Task Availability_IsDrawnFromTheTimeline()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Time.Advance(TimeSpan.FromHours(12));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.LoggedOutOnPhone)));
        _bench.Time.Advance(TimeSpan.FromHours(6));

        var day = await _bench.SendAsync(new ReadAvailability(channel.Id, Hours: 24));
        var hours = await _bench.SendAsync(new ReadAvailability(channel.Id, Hours: 6));

        Assert.Equal(12.0 / 18, day.Share!.Value, precision: 6);
        Assert.Equal(0, hours.Share);
    }

    [Fact]
    public async Task Forget_AfterFourHundredDays_DeletesOldLinesOnlyAndTheStateIsStillKnown()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _bench.Time.Advance(TimeSpan.FromDays(399));
        await _bench.SendAsync(new RefreshChannel(channel.Id));
        _bench.Time.Advance(TimeSpan.FromDays(2));

        Assert.False(await _bench.SendAsModuleAsync(new ForgetOldHistory()));

        var left = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines;
        Assert.Equal([HistoryKind.Refreshed], left.Select(x => x.Kind));
        Assert.Equal(1, (await _bench.SendAsync(new ReadAvailability(channel.Id))).Share);
    }

    private async Task<ChannelId> CreateWithLinesAsync()
    {
        var channel = await _bench.CreateAsync("Loja 0");
        for (var i = 1; i <= 5; i++)
        {
            await _bench.SendAsync(new RenameChannel(channel.Id, $"Loja {i}", $"Loja {i - 1}"));
        }

        return channel.Id;
    }
}
