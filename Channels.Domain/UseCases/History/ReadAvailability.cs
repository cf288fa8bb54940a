using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>How a channel stood over the last hours, as its timeline tells it.</summary>
/// <param name="Hours">24 or 720, the two windows of the page; anything from 1 to 9,600 is answered.</param>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadAvailability(ChannelId Id, int Hours = 24) : IRequest<Availability>;

internal sealed class ReadAvailabilityHandler(IChannelStore store, TimeProvider time)
    : IRequestHandler<ReadAvailability, Availability>
{
    public async Task<Availability> Handle(ReadAvailability request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = now.AddHours(-Math.Clamp(request.Hours, 1, 9_600));
        var lines = await store.ReadStatusLinesAsync(request.Id, from, cancellationToken);

        // Nothing happened for so long that even the line of it is forgotten: it stands as it stood.
        var channel = lines.Count == 0 ? await store.FindAsync(request.Id, cancellationToken) : null;
        var before = channel is not null && channel.Since <= from ? channel.Status : (ChannelStatus?)null;
        return Availability.Of(lines, from, now, before);
    }
}
