using System.Collections.Concurrent;
using Channels.Domain.UseCases.Jobs;
using Channels.Infrastructure.Jobs;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Jobs;

/// <summary>When attempts are made, with a store that the test plays.</summary>
public sealed class JobWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WaitingClock _time = new(new FakeTimeProvider());
    private readonly BackgroundWork _work = new();
    private readonly HeardLogs _logs = new();
    private readonly Seen<Guid> _attempts = new();
    private readonly ConcurrentDictionary<Guid, Func<CancellationToken, Task>> _due = new();
    private readonly ScriptedWork _script;
    private readonly JobWorker _worker;
    private DateTimeOffset? _nextAt;
    private Exception? _listing;

    public JobWorkerTests()
    {
        _script = new ScriptedWork { Answer = AnswerAsync };
        _worker = new JobWorker(_work, _script.Voice, _time, new LoggerFactory([_logs]).CreateLogger<JobWorker>());
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
    public async Task DueJobs_AreTriedAtTheStart()
    {
        var job = Due(Done);

        await StartAsync();

        Assert.Equal(job, await _attempts.NextAsync());
    }

    [Fact]
    public async Task NewJob_IsTriedWhenTheWorkerIsWoken()
    {
        await StartAsync();
        await _time.UntilWaitsAsync(Minute);
        var job = Due(Done);

        _work.Wake();

        Assert.Equal(job, await _attempts.NextAsync());
    }

    [Fact]
    public async Task LaterJob_IsTriedWhenItsTimeComes()
    {
        _nextAt = _time.GetUtcNow().AddSeconds(17);
        await StartAsync();
        await _time.UntilWaitsAsync(TimeSpan.FromSeconds(17));
        var job = Due(Done);

        _time.Hands.Advance(TimeSpan.FromSeconds(17));

        Assert.Equal(job, await _attempts.NextAsync());
    }

    [Fact]
    public async Task NewJob_DoesNotWaitForASlowOne_WhichIsNotTriedTwice()
    {
        var answered = new TaskCompletionSource();
        var slow = Due(_ => answered.Task);
        await StartAsync();
        Assert.Equal(slow, await _attempts.NextAsync());

        var second = Due(Done);
        _work.Wake();
        Assert.Equal(second, await _attempts.NextAsync());
        var third = Due(Done);
        _work.Wake();
        Assert.Equal(third, await _attempts.NextAsync());

        answered.SetResult();
    }

    [Fact]
    public async Task JobThatFailedAndIsDueAgain_IsTriedAgain()
    {
        var job = Guid.NewGuid();
        _due[job] = _ => Task.CompletedTask;
        await StartAsync();

        Assert.Equal([job, job], [await _attempts.NextAsync(), await _attempts.NextAsync()]);
        _due.Clear();
    }

    [Fact]
    public async Task AttemptThatCouldNotBeWrittenDown_IsLoggedAndLeftAloneForAMinute_AndTheOthersGoOn()
    {
        _nextAt = _time.GetUtcNow().AddSeconds(20);
        var broken = Due(_ => throw new IOException("full"));
        await StartAsync();
        Assert.Equal(broken, await _attempts.NextAsync());
        await _time.UntilWaitsAsync(Minute);
        _nextAt = null;

        var other = Due(Done);
        _work.Wake();
        Assert.Equal(other, await _attempts.NextAsync());
        Assert.Single(_logs.ToString().Split('\n'), line => line.Contains("Error Job", StringComparison.Ordinal));

        Assert.Equal(broken, await _attempts.NextAsync(_time.Hands, Minute));
    }

    [Fact]
    public async Task ListThatFails_IsLoggedAndAskedForAgainAfterAMinute()
    {
        _listing = new IOException("busy");
        await StartAsync();
        await _time.UntilWaitsAsync(Minute);
        Assert.Contains("Error Work in the background failed", _logs.ToString(), StringComparison.Ordinal);
        _listing = null;
        var job = Due(Done);

        _time.Hands.Advance(Minute);

        Assert.Equal(job, await _attempts.NextAsync());
    }

    [Fact]
    public async Task Stop_CutsAnAttemptOff_WaitsForItsEnd_AndIsNoError()
    {
        var ended = new TaskCompletionSource();
        var cutOff = new TaskCompletionSource();
        Due(async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cutOff.SetResult();
            await ended.Task;
            cancellation.ThrowIfCancellationRequested();
        });
        await StartAsync();
        await _attempts.NextAsync();

        var stopping = _worker.StopAsync(CancellationToken.None);
        await cutOff.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        ended.SetResult();

        await stopping.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Empty(_logs.ToString());
    }

    private static Task Done(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task StartAsync() => _worker.StartAsync(CancellationToken.None);

    /// <summary>A job that is due until it is done.</summary>
    private Guid Due(Func<CancellationToken, Task> attempt)
    {
        var id = Guid.NewGuid();
        _due[id] = async cancellation =>
        {
            await attempt(cancellation);
            _due.TryRemove(id, out _);
        };
        return id;
    }

    private async Task<object> AnswerAsync(object request, CancellationToken cancellationToken)
    {
        switch (request)
        {
            case ListDueJobs when _listing is not null:
                throw _listing;
            case ListDueJobs:
                return new DueJobs([.. _due.Keys], _nextAt);
            case AttemptJob { Job: var job }:
                await _attempts.TakeAsync(job);
                await _due[job](cancellationToken);
                return Unit.Value;
            default:
                throw new NotSupportedException();
        }
    }
}
