using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Signs the person out in every browser but the one that they ask from.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record EndOtherSessions : IRequest;

internal sealed class EndOtherSessionsHandler(ISessions sessions, IActor actor) : IRequestHandler<EndOtherSessions>
{
    public async Task<Unit> Handle(EndOtherSessions request, CancellationToken cancellationToken)
    {
        var me = await actor.ReadAsync(cancellationToken);
        await sessions.EndAsync(me.UserId!, x => x.Id != me.Session, TraceKind.SessionsEnded, cancellationToken);
        return Unit.Value;
    }
}
