using Channels.Domain;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class StoreSignalTests : IAsyncLifetime, INotificationHandler<StoreChanged>
{
    private readonly BrokenStore _store = new();
    private readonly List<StoreOutage?> _told = [];
    private readonly Workbench _bench;

    public StoreSignalTests() => _bench = new Workbench(services =>
    {
        _store.AddTo(services);
        services.AddSingleton<INotificationHandler<StoreChanged>>(this);
    });

    private StoreSignal Signal => _bench.Services.GetRequiredService<StoreSignal>();

    Task INotificationHandler<StoreChanged>.Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        _told.Add(notification.Outage);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(BrokenStore.Full, StoreTrouble.Full)]
    [InlineData(BrokenStore.ReadOnly, StoreTrouble.ReadOnly)]
    [InlineData(BrokenStore.Busy, StoreTrouble.Busy)]
    [InlineData(10, StoreTrouble.Fault)]
    public async Task Write_ThatTheStoreDoesNotTake_IsAnExpectedOutcomeAndTold(int code, StoreTrouble trouble)
    {
        _store.Break(code);

        var problem = await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));

        Assert.Equal(trouble, problem.Trouble);
        Assert.Equal(new StoreOutage(trouble, _bench.Time.GetUtcNow()), Signal.Now);
        Assert.Equal([Signal.Now], _told);
    }

    [Fact]
    public async Task People_AndSecrets_AreWrittenByTheSameGate()
    {
        _store.Break();

        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.AddPersonAsync("beto@loja.example", Channels.Domain.Access.Role.Operator));
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.SendAsync(new RenewWebhookSecret()));
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.SendAsync(new ChangePreferences(Channels.Domain.Access.ThemeChoice.Dark, null)));
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.Services.GetRequiredService<ISessionKeys>()
            .SaveCredentialsAsync(ChannelId.New(_bench.Time.GetUtcNow()), "{}", Workbench.Cancellation));
    }

    [Fact]
    public async Task Outage_KeepsItsBeginning_AndIsOverWithTheNextWrite()
    {
        var since = _bench.Time.GetUtcNow();
        _store.Break();
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));
        _store.Break(BrokenStore.ReadOnly);
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));
        _store.Heal();
        await _bench.CreateAsync("Vendas");

        Assert.Null(Signal.Now);
        Assert.Equal([new(StoreTrouble.Full, since), new(StoreTrouble.ReadOnly, since), null], _told);
    }

    [Fact]
    public async Task WhatWritesNothing_ProvesNothing()
    {
        // Signs in, and has the watch read its line: both write.
        await _bench.CreateAsync("Loja");
        await _bench.WatchAsync();
        _store.Break();
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));
        _store.Heal();

        // A rule stops the one before it writes, and the other finds nothing to write.
        await Assert.ThrowsAnyAsync<RuleViolation>(() => _bench.SendAsync(new RenameChannel(ChannelId.New(_bench.Time.GetUtcNow()), "Vendas", "Loja")));
        await _bench.WatchAsync();

        Assert.NotNull(Signal.Now);
    }

    [Fact]
    public async Task BrokenRule_IsNoTroubleOfTheStores()
    {
        await _bench.CreateAsync("Vendas");

        await Assert.ThrowsAnyAsync<RuleViolation>(() => _bench.CreateAsync("Vendas"));

        Assert.Null(Signal.Now);
    }

    [Fact]
    public async Task Probe_FindsAnOutageThatNobodyWroteInto_AndItsEnd()
    {
        var probe = ActivatorUtilities.CreateInstance<StoreProbe>(_bench.Services);
        await probe.StartAsync(Workbench.Cancellation);
        _store.Break();
        await PassAsync(() => Signal.Now is not null);

        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync()).Status);
        Assert.Contains("its disk is full", (await HealthAsync()).Entries["store"].Description, StringComparison.Ordinal);

        _store.Heal();
        await PassAsync(() => Signal.Now is null);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
        await probe.StopAsync(Workbench.Cancellation);
    }

    [Fact]
    public async Task Lock_OfAnotherProgram_IsSaidAsSuch()
    {
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_bench.DatabaseFile};Pooling=False");
        await other.OpenAsync(Workbench.Cancellation);
        await using var held = other.BeginTransaction();

        var problem = await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Vendas"));

        Assert.Equal(StoreTrouble.Busy, problem.Trouble);
    }

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private Task<HealthReport> HealthAsync() =>
        _bench.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Workbench.Cancellation);

    // The probe's timer may be set only after the clock went on.
    private async Task PassAsync(Func<bool> seen) => Assert.True(await Tools.UntilAsync(
        () =>
        {
            _bench.Time.Advance(StoreProbe.Interval);
            return Task.FromResult(seen());
        },
        x => x));
}
