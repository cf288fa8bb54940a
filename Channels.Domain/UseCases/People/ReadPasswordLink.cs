using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>The e-mail address of whom a one-time link is for, or null where it no longer counts. It uses nothing up.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record ReadPasswordLink(string UserId, string Token) : IRequest<string?>;

internal sealed class ReadPasswordLinkHandler(IPeople people) : IRequestHandler<ReadPasswordLink, string?>
{
    public async Task<string?> Handle(ReadPasswordLink request, CancellationToken cancellationToken) =>
        (await people.FindByLinkAsync(request.UserId, request.Token, cancellationToken))?.Email;
}
