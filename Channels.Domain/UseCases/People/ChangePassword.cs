using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Somebody changes their own password.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ChangePassword(string Current, string Next) : IRequest;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator() => RuleFor(x => x.Next).Keeps(PersonChecks.Password);
}

internal sealed class ChangePasswordHandler(IPeople people, IActor actor)
    : IRequestHandler<ChangePassword>
{
    public async Task<Unit> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var me = (await actor.ReadAsync(cancellationToken)).UserId!;
        await people.ChangePasswordAsync(me, request.Current, request.Next, cancellationToken);
        return Unit.Value;
    }
}
