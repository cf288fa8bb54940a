using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>What became of a channel that is gone or going; null where it stays.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ReadReceipt(ChannelId Id) : IRequest<RemovalReceipt?>;

internal sealed class ReadReceiptHandler(IChannelStore store) : IRequestHandler<ReadReceipt, RemovalReceipt?>
{
    public Task<RemovalReceipt?> Handle(ReadReceipt request, CancellationToken cancellationToken) =>
        store.FindReceiptAsync(request.Id, cancellationToken);
}
