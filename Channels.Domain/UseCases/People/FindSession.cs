using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>The person behind a cookie, or null where it no longer stands: disabled, gone, or signed out everywhere.</summary>
/// <param name="Stamp">The <see cref="Person.Stamp"/> that the cookie carries.</param>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record FindSession(string UserId, string Stamp) : IRequest<Person?>;

internal sealed class FindSessionHandler(IPeople people) : IRequestHandler<FindSession, Person?>
{
    public async Task<Person?> Handle(FindSession request, CancellationToken cancellationToken) =>
        await people.FindAsync(request.UserId, cancellationToken) is { Enabled: true } person && person.Stamp == request.Stamp
            ? person
            : null;
}
