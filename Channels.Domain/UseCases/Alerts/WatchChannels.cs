using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>
/// Reads on in the timelines, so that no drop is missed however short, and opens, alerts of and ends incidents. What is
/// to be sent is written with it. Answers when to look again; null where only a change of a channel matters.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record WatchChannels : IRequest<DateTimeOffset?>;

internal sealed class WatchChannelsHandler(IChannelStore store, IBackgroundWork background, TimeProvider time)
    : IRequestHandler<WatchChannels, DateTimeOffset?>
{
    private const int LinesAtOnce = 200;

    public async Task<DateTimeOffset?> Handle(WatchChannels request, CancellationToken cancellationToken)
    {
        var (next, isNews) = await store.WriteAsync(WatchAsync, cancellationToken);
        if (isNews)
        {
            background.Wake();
        }

        return next;
    }

    private async Task<(DateTimeOffset? Next, bool IsNews)> WatchAsync(IChannelTransaction transaction)
    {
        var now = time.GetUtcNow();
        var choices = (await transaction.Alerts.LoadSettingsAsync()).Choices;
        var incidents = (await transaction.Alerts.ListOpenAsync()).ToList();
        var channels = new Dictionary<ChannelId, Channel?>();
        var lines = await transaction.Alerts.TakeLinesAsync(LinesAtOnce);
        foreach (var line in lines)
        {
            var incident = incidents.SingleOrDefault(x => x.Channel == line.Channel && !x.IsOver);
            incident = incident?.Settle(line.At, choices.Timing, now) == true ? null : incident;
            if (Apply(line, incident, await FindAsync(line.Channel)) is { } begun)
            {
                transaction.Alerts.Add(begun);
                incidents.Add(begun);
            }
        }

        // How things stand now is known once all lines are read.
        var caughtUp = lines.Count < LinesAtOnce;
        DateTimeOffset? next = caughtUp ? null : now;
        foreach (var incident in incidents)
        {
            if (caughtUp && !incident.IsOver)
            {
                next = Earlier(next, Judge(incident, await FindAsync(incident.Channel), choices, now));
            }

            if (incident is { IsOver: true, IsKnown: false })
            {
                transaction.Alerts.Remove(incident);
            }
        }

        return (next, incidents.Any(x => x.Deliveries.Any(d => d.CreatedAt == now)));

        async Task<Channel?> FindAsync(ChannelId id) =>
            channels.TryGetValue(id, out var known) ? known : channels[id] = await transaction.FindAsync(id);
    }

    /// <returns>The incident that the line begins, if it does.</returns>
    private static Incident? Apply(HistoryEntry line, Incident? incident, Channel? channel)
    {
        switch (line)
        {
            case { Kind: HistoryKind.RemovalStarted or HistoryKind.Removed }:
                incident?.ChannelLeft(line.At);
                break;
            case { Kind: HistoryKind.StatusChanged, Reason: { Status: ChannelStatus.Connected } }:
                incident?.CameUp(line.At);
                break;
            // What is tried is no news of the outage, until it is connected.
            case { Kind: HistoryKind.StatusChanged, Reason: { } reason } when ReasonTable.IsPairing(reason.Code):
                break;
            case { Kind: HistoryKind.StatusChanged, Reason: { } reason } when !ReasonTable.IsTrouble(reason.Code):
                incident?.TakenInHand(reason.Code, line.At);
                break;
            case { Kind: HistoryKind.StatusChanged or HistoryKind.ConnectFailed, Reason: { } reason } when incident is not null:
                incident.WentDown(reason, line.At);
                break;

            // From before an attempt left its incident alone: nobody was told of it.
            case { Kind: HistoryKind.ConnectFailed } when channel is { Outage: { } outage, IsBeingRemoved: false }:
                return Incident.Begin(channel, outage.Reason, outage.At);

            // One that never had a number was never connected.
            case { Kind: HistoryKind.StatusChanged, Reason: { } reason } when channel is { Number: not null, IsBeingRemoved: false }:
                return Incident.Begin(channel, reason, line.At);
        }

        return null;
    }

    private static DateTimeOffset? Judge(Incident incident, Channel? channel, AlertChoices choices, DateTimeOffset now)
    {
        if (channel is null or { IsBeingRemoved: true })
        {
            incident.ChannelLeft(now);
            return null;
        }

        incident.Introduce(channel);
        return incident.Judge(choices.Timing, choices.RoutesOn, now);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
