using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Brings every instance back that was connected when the app last stopped, and says of each how it stands now: what
/// the store says is what an app knew that is gone. Ends the sessions when the app stops; the engine goes with the container, after them.
/// </summary>
internal sealed partial class ReconcileAtStart(
    IServiceScopeFactory scopes, WebSessions sessions, GatewayVoice voice, NodeRuntime runtime, ILogger<ReconcileAtStart> logger)
    : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sessions.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<ISessionKeys>();
        var channels = await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(stoppingToken);
        foreach (var channel in channels.Where(channel => channel.Method == ConnectionMethod.WhatsAppWeb))
        {
            try
            {
                await ReconcileAsync(channel, await keys.HasCredentialsAsync(channel.Id, stoppingToken), stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Log.Failed(logger, channel.Id, problem);
            }
        }
    }

    private async Task ReconcileAsync(ChannelSnapshot channel, bool hasCredentials, CancellationToken cancellationToken)
    {
        var reason = channel.Reason;
        if (ReasonTable.IsPairing(reason.Code) && !hasCredentials)
        {
            // Its code went with the app that showed it.
            await SayAsync(channel.Id, new StatusReason(ReasonCode.CodeExpired), cancellationToken);
        }
        else if (reason is { Code: ReasonCode.Banned, Until: { } until })
        {
            await sessions[channel.Id].ResumeAsync(until);
        }
        else if (ReasonTable.ComesBack(reason.Code) || ReasonTable.IsPairing(reason.Code)
            || (reason.Code == ReasonCode.GatewayMissing && hasCredentials))
        {
            await BringBackAsync(channel.Id, cancellationToken);
        }
    }

    private async Task BringBackAsync(ChannelId id, CancellationToken cancellationToken)
    {
        if (runtime.Obstacle is not null)
        {
            await SayAsync(id, new StatusReason(ReasonCode.GatewayMissing), cancellationToken);
            return;
        }

        var reason = new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.EngineStopped };
        await SayAsync(id, reason, cancellationToken);
        await sessions[id].ResumeAsync();
    }

    private Task SayAsync(ChannelId id, StatusReason reason, CancellationToken cancellationToken) =>
        voice.SayAsync(new ObserveLine(id, reason), cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: could not be brought back")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
