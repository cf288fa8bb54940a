using Channels.Domain;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Alerts;
using Channels.Infrastructure.Jobs;
using Channels.Tests.Infrastructure.Jobs;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Alerts;

/// <summary>The workers as the app runs them, on a clock that the test holds.</summary>
public sealed class AlertWorkersTests : IAsyncLifetime
{
    private readonly Workbench _bench = new(services =>
    {
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<Channels.Domain.Ports.IBackgroundWork>(all => all.GetRequiredService<BackgroundWork>());
        services.AddSingleton<ModuleVoice>();
        services.AddAlertWorkers();
    });

    private readonly SmtpServer _server = new();
    private readonly WaitingClock _clock = new(new FakeTimeProvider());
    private readonly Seen<object> _asked = new();
    private ChannelSnapshot _sales = null!;

    private List<IHostedService> Workers => [.. _bench.Services.GetServices<IHostedService>()];

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(_server.Port) with { GraceMinutes = 1, SettlingMinutes = 1 });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in Workers)
        {
            await worker.StopAsync(CancellationToken.None);
        }

        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task DropAndReturn_AreMailedWithoutAnybodyOnThePage()
    {
        await StartAsync();
        await _bench.DropAsync(_sales);
        Assert.Equal(["Down Mail Sent"], await UntilAsync(x => x is ["Down Mail Sent"]));

        await _bench.ComeBackAsync(_sales);
        await UntilAsync(x => x is [_, "Recovered Mail Sent"]);

        Assert.Equal(2, _server.Heard);
    }

    [Fact]
    public async Task FirstMinuteOfARun_OnlyWaits()
    {
        await using var script = new ScriptedWork { Answer = TakeAsync };
        using var watch = Watch(script);
        await watch.StartAsync(Workbench.Cancellation);

        await _clock.UntilWaitsAsync(WatchWorker.FirstWait);
        Assert.True(_asked.IsEmpty);
        _clock.Hands.Advance(WatchWorker.FirstWait);
        await _clock.UntilWaitsAsync(WatchWorker.Collecting);
        _clock.Hands.Advance(WatchWorker.Collecting);

        Assert.IsType<WatchChannels>(await _asked.NextAsync());
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ClockSetBack_InTheFirstMinute_WaitsNoLonger()
    {
        await using var script = new ScriptedWork { Answer = TakeAsync };
        using var watch = Watch(script);
        await watch.StartAsync(Workbench.Cancellation);

        await _clock.UntilWaitsAsync(WatchWorker.FirstWait);
        _clock.Hands.AdjustTime(_clock.GetUtcNow().AddHours(-5));
        _clock.Hands.Advance(WatchWorker.FirstWait);
        await _clock.UntilWaitsAsync(WatchWorker.Collecting).WaitAsync(Patience.Limit, Workbench.Cancellation);

        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task MoreThanOneLookTakes_IsReadOnWithoutAWait()
    {
        var looks = 0;
        await using var script = new ScriptedWork
        {
            Answer = async (request, cancellationToken) =>
            {
                await TakeAsync(request, cancellationToken);
                return looks++ < 3 ? _clock.GetUtcNow() : null!;
            },
        };
        using var watch = Watch(script);
        await watch.StartAsync(Workbench.Cancellation);
        await _clock.UntilWaitsAsync(WatchWorker.FirstWait);
        _clock.Hands.Advance(WatchWorker.FirstWait);
        await _clock.UntilWaitsAsync(WatchWorker.Collecting);
        _clock.Hands.Advance(WatchWorker.Collecting);

        for (var i = 0; i < 4; i++)
        {
            await _asked.NextAsync();
        }

        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task StartAfterAKill_EndsWhatWasBeingSentBeforeAnythingElse()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(1);
        await Tools.QueryAsync(_bench.DataPath, "UPDATE Deliveries SET State = 'Sending'");

        await StartAsync();

        Assert.Equal(["Down Mail Uncertain"], await UntilAsync(x => x is ["Down Mail Uncertain"]));
        Assert.Equal(0, _server.Heard);
    }

    private WatchWorker Watch(ScriptedWork script) => new(new BackgroundWork(), script.Voice, _clock, NullLogger<WatchWorker>.Instance);

    private async Task<object> TakeAsync(object request, CancellationToken cancellationToken)
    {
        await _asked.TakeAsync(request);
        return null!;
    }

    private async Task StartAsync()
    {
        foreach (var worker in Workers)
        {
            await worker.StartAsync(Workbench.Cancellation);
        }
    }

    private Task<IReadOnlyList<string>> UntilAsync(Func<IReadOnlyList<string>, bool> wanted) => Tools.UntilAsync(
        async () =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(2));
            return await _bench.DeliveriesAsync();
        },
        wanted);
}
