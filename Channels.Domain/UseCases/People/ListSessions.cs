using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>The browsers in which the person who asks is signed in: the one that they ask from first, then by last use.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ListSessions : IRequest<IReadOnlyList<OwnSession>>;

/// <param name="IsThis">It is the one in which the person asks.</param>
public sealed record OwnSession(UserSession Session, bool IsThis);

internal sealed class ListSessionsHandler(ISessions sessions, IActor actor) : IRequestHandler<ListSessions, IReadOnlyList<OwnSession>>
{
    public async Task<IReadOnlyList<OwnSession>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var me = await actor.ReadAsync(cancellationToken);
        var all = await sessions.ListAsync(me.UserId!, cancellationToken);
        return [.. all.Select(x => new OwnSession(x, x.Id == me.Session)).OrderByDescending(x => x.IsThis)];
    }
}
