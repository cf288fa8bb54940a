using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Adds a person; the one-time link that comes back is handed over by the administrator.</summary>
[AllowedTo(Role.Administrator)]
public sealed record InvitePerson(string Email, string Name, Role Role) : IRequest<PasswordLink>;

internal sealed class InvitePersonValidator : AbstractValidator<InvitePerson>
{
    public InvitePersonValidator()
    {
        RuleFor(x => x.Name).Keeps(PersonChecks.Name);
        RuleFor(x => x.Email).Keeps(PersonChecks.Email);
        RuleFor(x => x.Role).KeepsPersonRole();
    }
}

internal sealed class InvitePersonHandler(IPeople people) : IRequestHandler<InvitePerson, PasswordLink>
{
    public Task<PasswordLink> Handle(InvitePerson request, CancellationToken cancellationToken) =>
        people.InviteAsync(request.Email, request.Name.Trim(), request.Role, cancellationToken);
}
