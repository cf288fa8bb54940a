using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>How well a channel hears: what came in and was not used, and how far WhatsApp's clock is from ours.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ReadReception(ChannelId Id) : IRequest<Reception>;

/// <param name="Unused">The most frequent kinds first; those that never came are left out.</param>
/// <param name="ClockAhead">See <see cref="ServerClock.AheadOf"/>.</param>
public sealed record Reception(IReadOnlyList<UnusedCount> Unused, TimeSpan? ClockAhead);

internal sealed class ReadReceptionHandler(IChannelStore store) : IRequestHandler<ReadReception, Reception>
{
    public async Task<Reception> Handle(ReadReception request, CancellationToken cancellationToken)
    {
        var unused = await store.ListUnusedAsync(request.Id, cancellationToken);
        var signs = await store.ListSignsAsync(cancellationToken);
        return new Reception(
            [.. unused.Where(x => x.Count > 0).OrderByDescending(x => x.Count).ThenBy(x => x.Kind)],
            ServerClock.AheadOf(signs.Where(x => x.Channel == request.Id)));
    }
}
