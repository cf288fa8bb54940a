using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>The devices of removed channels that WhatsApp still lists; oldest first.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ListPending : IRequest<IReadOnlyList<PendingJob>>;

internal sealed class ListPendingHandler(IChannelStore store) : IRequestHandler<ListPending, IReadOnlyList<PendingJob>>
{
    public Task<IReadOnlyList<PendingJob>> Handle(ListPending request, CancellationToken cancellationToken) =>
        store.ListPendingAsync(cancellationToken);
}
