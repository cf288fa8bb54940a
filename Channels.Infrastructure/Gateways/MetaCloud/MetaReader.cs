using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Reads each number when it is due: all of them at the start, then now and then, and soon after anything hints at a
/// change. Meta tells nobody that an authorization ended, and no longer that a number's quality fell.
/// </summary>
internal sealed partial class MetaReader : Worker
{
    private const int AtOnce = 4;

    private readonly MetaLines _lines;
    private readonly GraphUsage _usage;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<MetaReader> _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelId, Task> _readings = [];
    private bool _began;

    public MetaReader(
        BackgroundWork work, MetaLines lines, GraphUsage usage, IServiceScopeFactory scopes, TimeProvider time, ILogger<MetaReader> logger)
        : base(work, time, logger)
    {
        (_lines, _usage, _scopes, _logger) = (lines, usage, scopes, logger);
        _lines.Hinted += LookAgain;
    }

    public override void Dispose()
    {
        _lines.Hinted -= LookAgain;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await EndedAsync();
        }
    }

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var now = Time.GetUtcNow();
        lock (_gate)
        {
            var due = _lines.All
                .Where(x => ReadAt(x.Value) <= now && !_readings.ContainsKey(x.Key))
                .OrderBy(x => x.Value.DueAt);
            foreach (var (id, line) in due.Take(AtOnce - _readings.Count).ToList())
            {
                // Elsewhere, so that it cannot end before it is noted.
                _readings[id] = Task.Run(() => ReadAsync(id, line, cancellationToken), CancellationToken.None);
            }
        }

        // Those that are due and found no room are looked for when one of the readings ends.
        return _lines.All.Values.Select(x => (DateTimeOffset?)ReadAt(x)).Where(x => x > now).Min();
    }

    /// <summary>What nobody waits for is not asked before Meta has room for it; others are.</summary>
    private DateTimeOffset ReadAt(MetaLine line)
    {
        var rests = line.IsAwaited ? default : _usage.RestsUntil(line.Scope);
        return line.DueAt > rests ? line.DueAt : rests;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_began)
        {
            return;
        }

        await using var scope = _scopes.CreateAsyncScope();
        var channels = await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(cancellationToken);
        foreach (var channel in channels.Where(x => x.Method == ConnectionMethod.MetaCloud))
        {
            _lines[channel.Id].Hint();
        }

        _began = true;
    }

    private async Task ReadAsync(ChannelId id, MetaLine line, CancellationToken cancellationToken)
    {
        try
        {
            await line.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The app stops.
        }
        catch (GatewayUnavailable trouble)
        {
            Log.Unavailable(_logger, id, trouble.Cause);
        }
        catch (Exception problem)
        {
            Log.Failed(_logger, id, problem);
        }
        finally
        {
            lock (_gate)
            {
                _readings.Remove(id);
            }

            LookAgain();
        }
    }

    private Task EndedAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_readings.Values);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Channel}: Meta could not be asked ({Cause}); its status stays as it was")]
        public static partial void Unavailable(ILogger logger, ChannelId channel, ConnectionCause cause);

        [LoggerMessage(LogLevel.Error, "{Channel}: reading it failed")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
