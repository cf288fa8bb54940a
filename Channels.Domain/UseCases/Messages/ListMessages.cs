using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>Messages that came in or went out, the newest first.</summary>
/// <param name="Before">Behind which id; null for the newest.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.MessagesRead, About.WhatIsReached)]
public sealed record ListMessages(MessageFilter Wanted, Guid? Before, int Take) : IRequest<IReadOnlyList<LoggedMessage>>;

internal sealed class ListMessagesHandler(ILinkedReader linked, IActor actor) : IRequestHandler<ListMessages, IReadOnlyList<LoggedMessage>>
{
    public async Task<IReadOnlyList<LoggedMessage>> Handle(ListMessages request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await linked.ListMessagesAsync(request.Wanted with { Reached = who.Key?.Channels }, request.Before, request.Take, cancellationToken);
    }
}
