using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Redeems a one-time link.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record ChoosePassword(string UserId, string Token, string Password) : IRequest;

internal sealed class ChoosePasswordValidator : AbstractValidator<ChoosePassword>
{
    public ChoosePasswordValidator() => RuleFor(x => x.Password).Keeps(PersonChecks.Password);
}

internal sealed class ChoosePasswordHandler(IPeople people) : IRequestHandler<ChoosePassword>
{
    public async Task<Unit> Handle(ChoosePassword request, CancellationToken cancellationToken)
    {
        await people.SetPasswordAsync(request.UserId, request.Token, request.Password, cancellationToken);
        return Unit.Value;
    }
}
