using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>How far the removal of a channel has come, for whoever reached it or reaches the one that took over.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRemove, About.WhatIsReached)]
public sealed record FindRemoval(ChannelId Id) : IRequest<RemovalReceipt>;

internal sealed class FindRemovalHandler(IChannelStore store, IActor actor) : IRequestHandler<FindRemoval, RemovalReceipt>
{
    public async Task<RemovalReceipt> Handle(FindRemoval request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var receipt = await store.FindReceiptAsync(request.Id, cancellationToken);
        return receipt is not null && (who.Reaches(request.Id) || (receipt.Destination is { } destination && who.Reaches(destination)))
            ? receipt
            : throw new RuleViolation(Rule.ChannelNotFound);
    }
}
