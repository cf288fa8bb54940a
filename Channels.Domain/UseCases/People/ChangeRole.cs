using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Makes somebody an operator or an administrator. The last active administrator stays one.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ChangeRole(string UserId, Role Role) : IRequest;

internal sealed class ChangeRoleValidator : AbstractValidator<ChangeRole>
{
    public ChangeRoleValidator() => RuleFor(x => x.Role).KeepsPersonRole();
}

internal sealed class ChangeRoleHandler(IPeople people) : IRequestHandler<ChangeRole>
{
    public async Task<Unit> Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        await people.SetRoleAsync(request.UserId, request.Role, cancellationToken);
        return Unit.Value;
    }
}
