using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Brings every channel back that was connected when the app last stopped, however long the store fails; those that an
/// obstacle keeps away, once it is gone. Ends the sessions when the app stops; the engine goes with the container, after them.
/// </summary>
internal sealed partial class ReconcileAtStart(
    ReconcileChannel reconcile, InboxReader inbox, WebSessions sessions, NodeRuntime runtime, TimeProvider time, ILogger<ReconcileAtStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    private readonly TaskCompletionSource _reconciled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every channel was looked at, and nothing of it failed.</summary>
    internal Task Reconciled => _reconciled.Task;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sessions.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var obstacle = await LookAsync(stoppingToken);
        if (obstacle is not null)
        {
            Log.Obstacle(logger, obstacle.Value, runtime.Detail);
        }

        using var timer = new PeriodicTimer(LookAgainAfter, time);
        await ReconcileAsync(stoppingToken);
        _reconciled.TrySetResult();
        while (obstacle is not null && await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await LookAsync(stoppingToken) is null)
            {
                await ReconcileAsync(stoppingToken);
                return;
            }
        }
    }

    // Looking for Node.js waits for a process, which an app that stops does not.
    private Task<GatewayObstacle?> LookAsync(CancellationToken cancellationToken) =>
        Task.Run(runtime.LookPatiently, cancellationToken).WaitAsync(cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        List<ChannelId>? left = null;
        for (var attempt = 0; left is not []; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(Waits[Math.Min(attempt, Waits.Length) - 1], time, cancellationToken);
            }

            left = await ReconcileAsync(left, cancellationToken);
        }
    }

    /// <param name="channels">Null where they are not even known yet.</param>
    /// <returns>Those where something failed.</returns>
    private async Task<List<ChannelId>?> ReconcileAsync(List<ChannelId>? channels, CancellationToken cancellationToken)
    {
        try
        {
            channels ??= await reconcile.ListAsync(cancellationToken);

            // What was handed over before the app ended, also to channels that do not come back.
            await inbox.ReceiveAsync(channel: null, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.NotListed(logger, problem);
            return null;
        }

        var failed = new List<ChannelId>();
        foreach (var id in channels)
        {
            try
            {
                await reconcile.ReconcileAsync(id, cancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Log.Failed(logger, id, problem);
                failed.Add(id);
            }
        }

        return failed;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: could not be brought back")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web: the channels to be brought back could not be read")]
        public static partial void NotListed(ILogger logger, Exception problem);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web cannot be used: {Obstacle}. {Detail}")]
        public static partial void Obstacle(ILogger logger, GatewayObstacle obstacle, string detail);
    }
}
