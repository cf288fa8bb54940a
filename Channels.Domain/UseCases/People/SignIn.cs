using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>
/// Checks an e-mail address and password; five wrong ones in a row lock the account for a while. Whatever is wrong, the answer
/// is the same.
/// </summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record SignIn(string Email, string Password) : IRequest<SignedIn>;

/// <summary>Somebody and the session in which they are signed in from now on.</summary>
public sealed record SignedIn(Person Person, UserSession Session);

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    // What nobody can have is not looked up, and answered like anything else that is wrong.
    public SignInValidator()
    {
        RuleFor(x => x.Email).Keeps(x => x.Length <= PersonChecks.MaxEmail ? null : Rule.SignInFailed);
        RuleFor(x => x.Password).Keeps(x => x.Length <= PersonChecks.MaxPassword ? null : Rule.SignInFailed);
    }
}

internal sealed class SignInHandler(IPeople people, ISessions sessions, Sender sender) : IRequestHandler<SignIn, SignedIn>
{
    public async Task<SignedIn> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var person = await people.SignInAsync(request.Email, request.Password, cancellationToken);
        return new SignedIn(person, await sessions.BeginAsync(person, sender.Client, cancellationToken));
    }
}
