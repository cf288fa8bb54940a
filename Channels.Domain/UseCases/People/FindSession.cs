using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>The person behind a cookie, or null where its session no longer stands: ended, or the person is disabled or gone.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record FindSession(string UserId, string Session) : IRequest<Person?>;

internal sealed class FindSessionHandler(ISessions sessions) : IRequestHandler<FindSession, Person?>
{
    public Task<Person?> Handle(FindSession request, CancellationToken cancellationToken) =>
        sessions.FindAsync(request.UserId, request.Session, cancellationToken);
}
