using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Asks which fields are ticked in the app's webhook, at the start and daily: without <c>messages</c> every number looks
/// connected and hears nobody. While it is missing it is asked as often as numbers are read.
/// </summary>
internal sealed partial class TickedFieldsWorker(
    BackgroundWork work, GraphClient graph, TickedFields fields, MetaLines lines, MetaOptions options, TimeProvider time, ILogger<TickedFieldsWorker> logger)
    : Worker(work, time, logger)
{
    private const string Messages = "messages";

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private DateTimeOffset _next;

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        if (_next <= Time.GetUtcNow())
        {
            await AskAsync(cancellationToken);
        }

        return _next;
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        // Also after a failure.
        _next = Time.GetUtcNow() + options.ReadsEvery;
        try
        {
            var isMissing = !(await graph.ListFieldsAsync(cancellationToken)).Contains(Messages);
            _next = isMissing ? _next : Time.GetUtcNow() + Daily;
            if (fields.MessagesAreMissing != isMissing)
            {
                fields.MessagesAreMissing = isMissing;
                foreach (var id in lines.All.Keys)
                {
                    lines.Hint(id);
                }
            }
        }
        catch (Exception problem) when (problem is GraphException or GatewayUnavailable)
        {
            Log.NotAsked(logger, problem.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Meta could not be asked which fields the app's webhook has: {Why}")]
        public static partial void NotAsked(ILogger logger, string why);
    }
}
