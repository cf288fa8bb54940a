using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

[AllowedTo(Role.Administrator)]
public sealed record ListPeople : IRequest<IReadOnlyList<Person>>;

internal sealed class ListPeopleHandler(IPeople people) : IRequestHandler<ListPeople, IReadOnlyList<Person>>
{
    public Task<IReadOnlyList<Person>> Handle(ListPeople request, CancellationToken cancellationToken) =>
        people.ListAsync(cancellationToken);
}
