using Channels.Domain;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>The console stops and starts on the same data.</summary>
public sealed class WatchAcrossRestartsTests : IAsyncLifetime
{
    private readonly string _folder = Scratch.CreateFolder("channels-test-");
    private Workbench _bench;
    private ChannelSnapshot _sales = null!;

    public WatchAcrossRestartsTests() => _bench = new Workbench(folder: _folder);

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(25).ByWebhook("https://crm.loja.example/avisos"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task RestartDuringTheGrace_CountsFromTheDrop()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(3);

        await RestartAsync();
        await _bench.PassAsync(1.9);
        Assert.Empty(await _bench.IncidentsAsync());
        await _bench.PassAsync(0.2);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal(incident.StartedAt.AddMinutes(5), incident.AlertedAt);
    }

    [Fact]
    public async Task RestartAfterTheAlert_TellsNothingTwiceAndTheRecoveryOnce()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(6);

        await RestartAsync();
        await _bench.PassAsync(60);
        Assert.Equal(2, (await _bench.DeliveriesAsync()).Count);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(1);
        await RestartAsync();
        await _bench.PassAsync(60);

        Assert.Equal(4, (await _bench.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task DropOfWhichTheConsoleDidNotHearBeforeItStopped_IsFoundAfterTheStart()
    {
        await _bench.WatchAsync();
        await _bench.DropAsync(_sales);

        await RestartAsync();
        await _bench.PassAsync(6);

        Assert.Equal(2, (await _bench.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task RestartOfTheEngine_IsCoveredByTheGrace()
    {
        await RestartAsync();
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(1);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(60);

        Assert.Empty(await _bench.IncidentsAsync());
    }

    private async Task RestartAsync()
    {
        var now = _bench.Time.GetUtcNow();
        await _bench.DisposeAsync();
        _bench = new Workbench(folder: _folder);
        _bench.Time.SetUtcNow(now);
        await _bench.InitializeAsync();
    }
}
