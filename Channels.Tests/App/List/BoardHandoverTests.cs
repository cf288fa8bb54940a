using Channels.App.Features.List;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using Microsoft.Extensions.Caching.Memory;

namespace Channels.Tests.App.List;

public sealed class BoardHandoverTests
{
    [Fact]
    public void List_IsHandedOverOnce()
    {
        using var cache = new MemoryCache(new MemoryCacheOptions());
        var handover = new BoardHandover(cache);
        var list = new ChannelList([Snapshots.Of("Vendas")], 3, [], []);

        var key = handover.Keep(list);

        Assert.Same(list, handover.Fetch(key));
        Assert.Null(handover.Fetch(key));
        Assert.Null(handover.Fetch(Guid.NewGuid()));
    }

    // What a page hands to its circuit may not grow with the board: a circuit refuses more than 32 KB and never starts.
    [Fact]
    public async Task Board_OfManyInstances_GoesLive()
    {
        await using var app = await LiveBench.StartAsync(instances: 150);
        await using var page = await ProtocolCircuit.OpenAsync(app.Address, "/canais", app.Cookies);

        var drawn = page.Next();
        await app.ChangeAsync(app.Channels[0], attempt: 1);

        Assert.True((await drawn).Bytes > 0);
    }
}
