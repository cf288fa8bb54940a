using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.UseCases.Removal;
using Channels.Infrastructure.Jobs;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Jobs;

/// <summary>In which order batches are moved, with a store that the test plays.</summary>
public sealed class RemovalWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WaitingClock _time = new(new FakeTimeProvider());
    private readonly BackgroundWork _work = new();
    private readonly HeardLogs _logs = new();
    private readonly Seen<ChannelId> _batches = new();
    private readonly ConcurrentDictionary<ChannelId, int> _left = new();
    private readonly ScriptedWork _script;
    private readonly RemovalWorker _worker;
    private Func<ChannelId, CancellationToken, Task> _moving = (_, _) => Task.CompletedTask;

    public RemovalWorkerTests()
    {
        _script = new ScriptedWork { Answer = AnswerAsync };
        _worker = new RemovalWorker(_work, _script.Voice, _time, new LoggerFactory([_logs]).CreateLogger<RemovalWorker>());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // One that does not stop has failed its test already.
        using var deadline = new CancellationTokenSource(Patience.Limit);
        await _worker.StopAsync(deadline.Token);
        _worker.Dispose();
        await _script.DisposeAsync();
    }

    [Fact]
    public async Task Removals_TakeTurns()
    {
        var first = Removal(batches: 3);
        var second = Removal(batches: 3);

        await StartAsync();

        var order = await NextAsync(6);
        Assert.All(order.Chunk(2), round => Assert.Equal(2, round.Distinct().Count()));
        Assert.Equal((3, 3), (order.Count(x => x == first), order.Count(x => x == second)));
        await _time.UntilWaitsAsync(Minute);
        Assert.True(_batches.IsEmpty);
    }

    [Fact]
    public async Task RemovalThatBeginsMeanwhile_TakesItsTurnAtOnce()
    {
        var big = Removal(batches: 1000);
        var small = new ChannelId(Guid.NewGuid());
        var woken = 0;
        _moving = (_, _) =>
        {
            if (Interlocked.Exchange(ref woken, 1) == 0)
            {
                _left[small] = 1;
                _work.Wake();
            }

            return Task.CompletedTask;
        };

        await StartAsync();

        Assert.Equal(small, (await NextAsync(3)).Single(x => x != big));
    }

    [Fact]
    public async Task RemovalThatFails_IsLoggedOnce_HoldsUpNoOther_AndIsTriedAgainAfterAMinute()
    {
        var broken = Removal(batches: 1);
        var sound = Removal(batches: 3);
        _moving = (id, _) => id == broken ? throw new IOException("full") : Task.CompletedTask;

        await StartAsync();
        var order = await NextAsync(4);
        await _time.UntilWaitsAsync(Minute);

        Assert.Equal((1, 3), (order.Count(x => x == broken), order.Count(x => x == sound)));
        Assert.True(_batches.IsEmpty);
        Assert.Single(_logs.ToString().Split('\n'), line => line.Contains("Error", StringComparison.Ordinal));
        _moving = (_, _) => Task.CompletedTask;
        _time.Hands.Advance(Minute);
        Assert.Equal(broken, await _batches.NextAsync());
    }

    [Fact]
    public async Task Stop_CutsABatchOff_AndIsNoError()
    {
        Removal(batches: 3);
        _moving = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await StartAsync();
        await _batches.NextAsync();

        await _worker.StopAsync(CancellationToken.None).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Empty(_logs.ToString());
    }

    private Task StartAsync() => _worker.StartAsync(CancellationToken.None);

    private ChannelId Removal(int batches)
    {
        var id = new ChannelId(Guid.NewGuid());
        _left[id] = batches;
        return id;
    }

    private async Task<List<ChannelId>> NextAsync(int count)
    {
        var order = new List<ChannelId>();
        while (order.Count < count)
        {
            order.Add(await _batches.NextAsync());
        }

        return order;
    }

    private async Task<object> AnswerAsync(object request, CancellationToken cancellationToken)
    {
        if (request is not ContinueRemoval { Id: var id })
        {
            IReadOnlyList<ChannelId> listed = [.. _left.Keys];
            return listed;
        }

        await _batches.TakeAsync(id);
        await _moving(id, cancellationToken);
        if (--_left[id] > 0)
        {
            return false;
        }

        _left.TryRemove(id, out _);
        return true;
    }
}
