using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Events;

/// <summary>What happened after a reader's place in the log, the oldest first.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.EventsRead, About.WhatIsReached)]
public sealed record ReadEvents(EventCursor? After, int Take) : IRequest<EventPage>
{
    public const int MostAtOnce = 200;
}

internal sealed class ReadEventsHandler(IMessageLog log, IActor actor) : IRequestHandler<ReadEvents, EventPage>
{
    public async Task<EventPage> Handle(ReadEvents request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await log.ReadEventsAsync(request.After, Math.Clamp(request.Take, 1, ReadEvents.MostAtOnce), who.Key, cancellationToken);
    }
}
