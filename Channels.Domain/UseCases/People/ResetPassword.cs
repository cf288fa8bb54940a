using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Makes a one-time link with which somebody chooses a new password; it is handed over by the administrator.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ResetPassword(string UserId) : IRequest<PasswordLink>;

internal sealed class ResetPasswordHandler(IPeople people) : IRequestHandler<ResetPassword, PasswordLink>
{
    public Task<PasswordLink> Handle(ResetPassword request, CancellationToken cancellationToken) =>
        people.MakePasswordLinkAsync(request.UserId, cancellationToken);
}
