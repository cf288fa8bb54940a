using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Messages;

public sealed class CountUnusedTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Count_AddsUpByKind_TheMostFrequentFirst()
    {
        var sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await CountAsync(sales.Id, (MessageKind.Group, 2), (MessageKind.Status, 5));
        _bench.Time.Advance(TimeSpan.FromHours(1));
        await CountAsync(sales.Id, (MessageKind.Group, 4));

        var unused = (await ReadAsync(sales.Id)).Unused;

        Assert.Equal([(MessageKind.Group, 6L), (MessageKind.Status, 5L)], unused.Select(x => (x.Kind, x.Count)));
        Assert.Equal(_bench.Time.GetUtcNow(), unused[0].LastAt);
        Assert.Equal(_bench.Time.GetUtcNow().AddHours(-1), unused[1].LastAt);
    }

    [Fact]
    public async Task Count_WhatWasReadAfterAll_IsTakenBack_ButNeverBelowNothing()
    {
        var sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await CountAsync(sales.Id, (MessageKind.Unreadable, 1));
        await CountAsync(sales.Id, (MessageKind.Unreadable, -2));

        Assert.Empty((await ReadAsync(sales.Id)).Unused);

        await CountAsync(sales.Id, (MessageKind.Unreadable, 1));
        Assert.Equal(1, Assert.Single((await ReadAsync(sales.Id)).Unused).Count);
    }

    [Fact]
    public async Task Removal_TakesTheCountsAlong_AndTheDestinationKeepsItsOwn()
    {
        var sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var support = await _bench.CreateConnectedAsync("Suporte", "552134567000");
        await CountAsync(sales.Id, (MessageKind.Group, 2));
        await CountAsync(support.Id, (MessageKind.Group, 3));
        await _bench.RemoveAsync(sales.Id, support.Id);
        await _bench.FinishAsync(sales.Id);

        // Its device goes a moment later.
        await CountAsync(sales.Id, (MessageKind.Group, 1));

        Assert.Empty((await ReadAsync(sales.Id)).Unused);
        Assert.Equal(3, Assert.Single((await ReadAsync(support.Id)).Unused).Count);
    }

    private Task<MediatR.Unit> CountAsync(ChannelId id, params (MessageKind Kind, int Count)[] counts) =>
        _bench.SendAsGatewayAsync(new CountUnused(id, counts.ToDictionary(x => x.Kind, x => x.Count)));

    private Task<Reception> ReadAsync(ChannelId id) => _bench.SendAsync(new ReadReception(id));
}
