using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Jobs;
using Channels.Infrastructure.Jobs;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Channels.Tests.Infrastructure.Jobs;

/// <summary>What becomes of the device of a removed channel, with the worker, a real store and a clock that the test holds.</summary>
public sealed class GatewayJobTests : IAsyncLifetime
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    private readonly HeardLogs _logs = new();
    private readonly Workbench _bench;
    private readonly BackgroundWork _work = new();
    private readonly Seen<ChannelId> _attempts = new();
    private readonly Seen<ChannelId> _forgotten = new();
    private readonly WaitingClock _clock;
    private JobWorker? _worker;
    private ChannelId _id;
    private Exception? _trouble = new GatewayUnavailable(ConnectionCause.NoDns);

    public GatewayJobTests()
    {
        _bench = new Workbench(services => services.AddSingleton<ILoggerProvider>(_logs));
        _clock = new WaitingClock(_bench.Time);
        _bench.Gateway.Removing = async (id, _) =>
        {
            await _attempts.TakeAsync(id);
            await (_trouble is null ? Task.CompletedTask : Task.FromException(_trouble));
        };
        _bench.Gateway.Forgetting = _forgotten.TakeAsync;
    }

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _id = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        await _bench.RemoveAsync(_id);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Job_BeforeItWasTried_IsNothingToShow()
    {
        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task Job_IsTriedWhenTheAppStarts_AndDoneWhereWhatsAppKnows()
    {
        _trouble = null;
        await StartAsync();

        Assert.Equal(_id, await _attempts.NextAsync());
        await StopAsync();

        Assert.Empty(await JobsAsync());
        Assert.Equal(HistoryKind.DeviceUnlinked, (await LastLineAsync()).Kind);
        Assert.True(_forgotten.IsEmpty);
    }

    [Fact]
    public async Task Job_OfAnInstanceThatNeverHadANumber_LeavesNoLine()
    {
        _trouble = null;
        var never = (await _bench.CreateAsync("Suporte")).Id;
        await _bench.RemoveAsync(never);

        await AttemptAsync(never);

        Assert.DoesNotContain(await JobsAsync(), x => x.Channel == never);
        Assert.Equal(HistoryKind.Removed, (await LastLineAsync(never)).Kind);
    }

    [Fact]
    public async Task WhileWhatsAppIsUnreachable_ItIsPending_AndDoneOnceItIsBack()
    {
        await StartAsync();
        await _attempts.NextAsync();
        await _clock.UntilWaitsAsync(FirstWait);
        var pending = Assert.Single(await PendingAsync());
        Assert.Equal(
            ("Vendas", ConnectionCause.NoDns, _bench.Time.GetUtcNow() + FirstWait, false),
            (pending.ChannelName, pending.LastCause, pending.NextTryAt, pending.GivenUp));

        _trouble = null;
        _bench.Time.Advance(FirstWait);
        await _attempts.NextAsync();
        await StopAsync();

        Assert.Empty(await PendingAsync());
        Assert.Equal(HistoryKind.DeviceUnlinked, (await LastLineAsync()).Kind);
    }

    [Fact]
    public async Task WhatNobodyThoughtOf_CountsAsAFailedAttempt_AndIsLogged()
    {
        _trouble = new InvalidCastException("a bug");
        await StartAsync();
        await _clock.UntilWaitsAsync(FirstWait);

        Assert.Equal(ConnectionCause.Unknown, Assert.Single(await PendingAsync()).LastCause);
        Assert.Contains("a bug", _logs.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneJobInTrouble_KeepsNoOtherWaiting()
    {
        var other = (await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id;
        await _bench.RemoveAsync(other);
        _bench.Gateway.Removing = (id, _) => id == _id ? throw new InvalidCastException("a bug") : Task.CompletedTask;

        await StartAsync();
        await _clock.UntilWaitsAsync(FirstWait);

        // The other's end is written at its own pace.
        var left = await Tools.UntilAsync(JobsAsync, jobs => jobs.Count == 1);
        Assert.Equal(_id, left[0].Channel);
        await StopAsync();
    }

    [Fact]
    public async Task Waits_DoubleFromHalfAMinuteToAnHour()
    {
        List<TimeSpan> waits = [];
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await AttemptAsync();
            var next = Assert.Single(await JobsAsync()).NextTryAt;
            waits.Add(next - _bench.Time.GetUtcNow());
            _bench.Time.SetUtcNow(next);
        }

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60], waits.Select(x => x.TotalMinutes));
    }

    [Fact]
    public async Task AfterAWeek_ItIsGivenUp_ForgottenAndSaid()
    {
        await AttemptAsync();
        _bench.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await AttemptAsync();
        Assert.False(Assert.Single(await PendingAsync()).GivenUp);
        Assert.True(_forgotten.IsEmpty);

        _bench.Time.Advance(TimeSpan.FromHours(1));
        await AttemptAsync();

        Assert.True(Assert.Single(await PendingAsync()).GivenUp);
        Assert.Equal(_id, await _forgotten.NextAsync());
        Assert.Equal(HistoryKind.DeviceLeft, (await LastLineAsync()).Kind);
        Assert.Empty((await _bench.SendAsModuleAsync(new ListDueJobs())).Now);
    }

    [Fact]
    public async Task GivenUp_IsForgottenAgainAtTheStart_ShouldTheAppHaveGoneBefore()
    {
        await GiveUpAsync();
        await _forgotten.NextAsync();
        var attempts = _bench.Gateway.Calls.Count(x => x == $"remove {_id}");

        await StartAsync();

        Assert.Equal(_id, await _forgotten.NextAsync());
        await StopAsync();
        Assert.Equal(attempts, _bench.Gateway.Calls.Count(x => x == $"remove {_id}"));
        Assert.True(Assert.Single(await PendingAsync()).GivenUp);
        Assert.Single(await HistoryAsync(_id), x => x.Kind == HistoryKind.DeviceLeft);
    }

    [Fact]
    public async Task Hurry_TriesAtOnce()
    {
        await StartAsync();
        await _attempts.NextAsync();
        await _clock.UntilWaitsAsync(FirstWait);
        var job = Assert.Single(await PendingAsync());

        await _bench.SendAsync(new HurryJob(job.Id));
        Assert.True(_bench.Background.Wakes > 0);
        _work.Wake();

        Assert.Equal(_id, await _attempts.NextAsync());
    }

    [Fact]
    public async Task Hurry_OfAJobThatWasGivenUp_ChangesNothing()
    {
        await GiveUpAsync();
        var job = Assert.Single(await PendingAsync());

        await _bench.SendAsync(new HurryJob(job.Id));

        Assert.Empty((await _bench.SendAsModuleAsync(new ListDueJobs())).Now);
    }

    [Fact]
    public async Task Dismiss_TakesOnlyAJobOffTheListThatWasGivenUp()
    {
        await AttemptAsync();
        var job = Assert.Single(await PendingAsync());
        await _bench.SendAsync(new DismissJob(job.Id));
        Assert.Single(await PendingAsync());

        await GiveUpAsync();
        await _bench.SendAsync(new DismissJob(job.Id));

        Assert.Empty(await JobsAsync());
    }

    [Fact]
    public async Task OperatorsMayNeitherHurryNorDismiss()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);

        await Rules.BreaksAsync(Rule.NotAllowed, () => _bench.SendAsync(beto.Id, new HurryJob(Guid.NewGuid())));
        await Rules.BreaksAsync(Rule.NotAllowed, () => _bench.SendAsync(beto.Id, new DismissJob(Guid.NewGuid())));
    }

    [Fact]
    public async Task AppThatStopsDuringAnAttempt_KeepsTheJobAsItWas()
    {
        _bench.Gateway.Removing = async (id, cancellation) =>
        {
            await _attempts.TakeAsync(id);
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // What a gateway says that was ended under it.
            throw new GatewayUnavailable(ConnectionCause.EngineStopped);
        };
        await StartAsync();
        await _attempts.NextAsync();

        await StopAsync();

        var job = Assert.Single(await JobsAsync());
        Assert.Equal((0, _bench.Time.GetUtcNow()), (job.Attempts, job.NextTryAt));
        Assert.Single((await _bench.SendAsModuleAsync(new ListDueJobs())).Now);
    }

    private async Task StartAsync()
    {
        var voice = new ModuleVoice(_bench.Services.GetRequiredService<IServiceScopeFactory>());
        _worker = new JobWorker(_work, voice, _clock, NullLogger<JobWorker>.Instance);
        await _worker.StartAsync(Workbench.Cancellation);
    }

    private async Task StopAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None).WaitAsync(Patience.Limit);
            _worker.Dispose();
            _worker = null;
        }
    }

    private async Task AttemptAsync(ChannelId? id = null)
    {
        var job = (await JobsAsync()).Single(x => x.Channel == (id ?? _id));
        await _bench.SendAsModuleAsync(new AttemptJob(job.Id));
    }

    private async Task GiveUpAsync()
    {
        _bench.Time.Advance(TimeSpan.FromDays(7));
        await AttemptAsync();
    }

    private Task<IReadOnlyList<PendingJob>> PendingAsync() => _bench.SendAsync(new ListPending());

    private async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(ChannelId id) => (await _bench.SendAsync(new ReadHistory(id))).Lines;

    private async Task<HistoryEntry> LastLineAsync(ChannelId? id = null) => (await HistoryAsync(id ?? _id))[0];

    private async Task<IReadOnlyList<GatewayJob>> JobsAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Channels.Domain.Ports.IChannelStore>().ListJobsAsync(Workbench.Cancellation);
    }
}
