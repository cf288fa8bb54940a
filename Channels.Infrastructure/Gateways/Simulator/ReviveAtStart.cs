using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>Brings every simulated channel back that was connected when the app last stopped, however long the store fails.</summary>
internal sealed partial class ReviveAtStart(
    IServiceScopeFactory scopes, VirtualPhones phones, TimeProvider time, ILogger<ReviveAtStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _revived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when every channel was looked at, and nothing of it failed.</summary>
    internal Task Revived => _revived.Task;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await phones.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var left = await ReviveAsync(await ListAsync(stoppingToken), stoppingToken);
        while (left.Count > 0)
        {
            await Task.Delay(AgainAfter, time, stoppingToken);
            left = await ReviveAsync(left, stoppingToken);
        }

        _revived.TrySetResult();
    }

    /// <returns>Those where something failed.</returns>
    private async Task<List<ChannelId>> ReviveAsync(List<ChannelId> channels, CancellationToken stoppingToken)
    {
        var failed = new List<ChannelId>();
        foreach (var id in channels)
        {
            try
            {
                await phones[id].ReviveAsync();
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, id, problem);
                failed.Add(id);
            }
        }

        return failed;
    }

    private async Task<List<ChannelId>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channels = await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(cancellationToken);
        return [.. channels.Where(channel => channel.Method == ConnectionMethod.Simulator).Select(channel => channel.Id)];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Simulator {Channel}: could not be brought back")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
