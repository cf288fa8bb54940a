using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Whoever reads the console's setup code becomes the first administrator, or, in a recovery, another one.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record CreateFirstAdministrator(string Code, string Email, string Name, string Password) : IRequest<SignedIn>;

internal sealed class CreateFirstAdministratorValidator : AbstractValidator<CreateFirstAdministrator>
{
    public CreateFirstAdministratorValidator()
    {
        RuleFor(x => x.Name).Keeps(PersonChecks.Name);
        RuleFor(x => x.Email).Keeps(PersonChecks.Email);
        RuleFor(x => x.Password).Keeps(PersonChecks.Password);
    }
}

internal sealed class CreateFirstAdministratorHandler(IPeople people, ISetupCode code, ISessions sessions, Sender sender)
    : IRequestHandler<CreateFirstAdministrator, SignedIn>
{
    public async Task<SignedIn> Handle(CreateFirstAdministrator request, CancellationToken cancellationToken)
    {
        if (!code.IsRecovery && await people.AnyAsync(cancellationToken))
        {
            throw new RuleViolation(Rule.SetupClosed);
        }

        var taken = code.Take(request.Code) ?? throw new RuleViolation(Rule.SetupCodeWrong);
        var person = await CreateAsync(request, taken, cancellationToken);
        return new SignedIn(person, await sessions.BeginAsync(person, sender.Client, cancellationToken));
    }

    private async Task<Person> CreateAsync(
        CreateFirstAdministrator request, TakenSetupCode taken, CancellationToken cancellationToken)
    {
        try
        {
            return await people.CreateAdministratorAsync(
                request.Email, request.Name.Trim(), request.Password, onlyIfFirst: !taken.IsRecovery, cancellationToken);
        }
        catch
        {
            code.GiveBack(taken);
            throw;
        }
    }
}
