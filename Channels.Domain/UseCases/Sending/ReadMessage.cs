using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>How an outgoing message stands; null where it is not known any more.</summary>
[AllowedTo(Role.Administrator, Role.Module)]
[AllowedToKeys(ApiScope.MessagesSend, About.Message)]
public sealed record ReadMessage(Guid Id) : IRequest<QueuedMessage?>;

internal sealed class ReadMessageHandler(IOutbox outbox) : IRequestHandler<ReadMessage, QueuedMessage?>
{
    public Task<QueuedMessage?> Handle(ReadMessage request, CancellationToken cancellationToken) => outbox.FindAsync(request.Id, cancellationToken);
}
