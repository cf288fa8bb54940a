using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>
/// The number that a channel is going to connect with is known. Answers false where it is refused, so that nothing
/// more may be done with it.
/// </summary>
[AllowedTo(Role.Gateway)]
public sealed record ObserveNumber(ChannelId Id, PhoneNumber Number) : IRequest<bool>;

internal sealed class ObserveNumberHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ObserveNumber, bool>
{
    public Task<bool> Handle(ObserveNumber request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.FindAsync(request.Id);
                var owner = await transaction.FindNumberOwnerAsync(request.Number, except: request.Id);

                // One that is gone refuses nothing: it left a job behind that ends the subscription, with the credentials.
                return channel is null || channel.Choose(request.Number, owner, time.GetUtcNow());
            },
            cancellationToken);
}
