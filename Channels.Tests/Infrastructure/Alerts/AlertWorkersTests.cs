using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Alerts;
using Channels.Infrastructure.Jobs;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
    public async Task FirstMinuteOfARun_JudgesNothing()
    {
        await _bench.DropAsync(_sales);
        _bench.Time.Advance(TimeSpan.FromMinutes(30));

        // Made only now, as in a start of the app.
        var watch = _bench.Services.GetRequiredService<WatchWorker>();
        await watch.StartAsync(Workbench.Cancellation);
        _bench.Time.Advance(WatchWorker.FirstWait - TimeSpan.FromSeconds(1));
        await watch.Handle(new ChannelChanged(_sales), Workbench.Cancellation);
        await _bench.ComeBackAsync(_sales);
        await Tools.UntilAsync(
            async () =>
            {
                _bench.Time.Advance(TimeSpan.FromSeconds(5));
                return await Tools.QueryAsync(_bench.DataPath, "SELECT Line FROM TimelineMarks");
            },
            x => x.Count > 0);

        Assert.Empty(await _bench.IncidentsAsync());
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
