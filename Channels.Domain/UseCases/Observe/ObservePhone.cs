using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>
/// The phone behind a channel gave a sign of its own. A linked device whose phone is silent for two weeks is logged out
/// by WhatsApp, so that its silence is worth telling before.
/// </summary>
/// <param name="At">When it did, by WhatsApp's clock; what is in the future counts as now.</param>
[AllowedTo(Role.Gateway)]
public sealed record ObservePhone(ChannelId Id, DateTimeOffset At) : IRequest;

internal sealed class ObservePhoneHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ObservePhone>
{
    public Task<Unit> Handle(ObservePhone request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(request.Id) is not null)
                {
                    var now = time.GetUtcNow();
                    var signs = await transaction.LoadSignsAsync(request.Id);
                    var at = signs.ByOurClock(request.At);
                    signs.PhoneSeen(at < now ? at : now);
                }

                return Unit.Value;
            },
            cancellationToken);
}
