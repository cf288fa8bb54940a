using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Signs the person out in one of their other browsers; in the one that they ask from, <see cref="SignOut"/> does.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record EndSession(string Id) : IRequest;

internal sealed class EndSessionHandler(ISessions sessions, IActor actor) : IRequestHandler<EndSession>
{
    public async Task<Unit> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var me = await actor.ReadAsync(cancellationToken);
        await sessions.EndAsync(me.UserId!, x => x.Id == request.Id && x.Id != me.Session, TraceKind.SessionsEnded, cancellationToken);
        return Unit.Value;
    }
}
