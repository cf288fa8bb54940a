using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Writes down when each session was last used, and ends those that nobody used for a week.</summary>
[AllowedTo(Role.Module)]
public sealed record KeepSessions : IRequest;

internal sealed class KeepSessionsHandler(ISessions sessions) : IRequestHandler<KeepSessions>
{
    public async Task<Unit> Handle(KeepSessions request, CancellationToken cancellationToken)
    {
        await sessions.KeepAsync(cancellationToken);
        return Unit.Value;
    }
}
