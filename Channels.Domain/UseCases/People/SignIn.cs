using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Checks an e-mail address and password; five wrong ones in a row lock the account for a while.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record SignIn(string Email, string Password) : IRequest<Person>;

internal sealed class SignInHandler(IPeople people) : IRequestHandler<SignIn, Person>
{
    public Task<Person> Handle(SignIn request, CancellationToken cancellationToken) =>
        people.SignInAsync(request.Email, request.Password, cancellationToken);
}
