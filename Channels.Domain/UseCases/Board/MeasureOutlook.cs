using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Board;

/// <summary>
/// Measures, for all channels at once, what depends on those that are down today, whose phones are silent, who wrote while
/// one was down, and what waits to be sent. Writes nothing.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record MeasureOutlook : IRequest;

internal sealed class MeasureOutlookHandler(IChannelStore store, IOutbox outbox, IOutlooks outlooks, IConsoleZone zone, TimeProvider time)
    : IRequestHandler<MeasureOutlook>
{
    public async Task<Unit> Handle(MeasureOutlook request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var channels = await store.ListAsync(cancellationToken);
        var signs = (await store.ListSignsAsync(cancellationToken)).ToDictionary(x => x.Channel);
        var queues = await outbox.CountAsync(now, cancellationToken);
        var down = channels.Where(x => x.IsDown).Select(x => x.Id).ToList();
        var (from, to) = DayOf(now, zone.Zone);
        var impacts = down.Count == 0
            ? new Dictionary<ChannelId, DropImpact>()
            : await store.CountWaitingAsync(down, from, to, cancellationToken);
        outlooks.Show(
        [
            .. channels
                .Select(x => new ChannelOutlook(
                    x.Id,
                    impacts.GetValueOrDefault(x.Id),
                    PhoneSilence.DaysOf(x, signs.GetValueOrDefault(x.Id), now),
                    LateWriters.CountOf(x, signs.GetValueOrDefault(x.Id), now))
                { Queue = queues.GetValueOrDefault(x.Id) })
                .Where(x => !x.IsClear),
        ]);
        return Unit.Value;
    }

    /// <summary>The day around an instant, from its first moment to the next day's.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) DayOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return (StartOf(today, zone), StartOf(today.AddDays(1), zone));
    }

    // Where summer begins or ends at midnight, that hour is missing or comes twice.
    private static DateTimeOffset StartOf(DateTime day, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(day))
        {
            day = day.AddMinutes(30);
        }

        var offset = zone.IsAmbiguousTime(day) ? zone.GetAmbiguousTimeOffsets(day).Max() : zone.GetUtcOffset(day);
        return new DateTimeOffset(day, offset);
    }
}
